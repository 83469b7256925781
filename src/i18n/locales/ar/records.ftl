# قوائم العملاء المحتملين والصفقات وصفحاتها.
dimension-channel = القناة
dimension-campaign = الحملة
dimension-persona = شخصية المشتري
dimension-region = المنطقة
dimension-segment = الشريحة
dimension-owner = المسؤول
dimension-source = المصدر

list-all = الكل
list-without = بدون تحديد
list-unknown = غير مذكور
list-search = البحث
list-as-of = حتى تاريخ
list-currency = العملة
list-import = استيراد ملفات
list-no-match-title = لا نتائج مطابقة
list-no-match-body = { $n ->
    [zero] لا شيء يطابق عوامل التصفية: { $names }.
    [one] لا شيء يطابق عامل التصفية: { $names }. أزله لعرض المزيد.
    [two] لا شيء يطابق عاملي التصفية معًا: { $names }. أزل أحدهما لعرض المزيد.
    [few] لا شيء يطابق { $n } عوامل تصفية معًا: { $names }. أزل أحدها لعرض المزيد.
    [many] لا شيء يطابق { $n } عامل تصفية معًا: { $names }. أزل أحدها لعرض المزيد.
   *[other] لا شيء يطابق { $n } عامل تصفية معًا: { $names }. أزل أحدها لعرض المزيد.
}
list-period-month = هذا الشهر
list-period-quarter = هذا الربع
list-period-last-30d = آخر 30 يومًا
list-period-ytd = هذه السنة حتى اليوم
list-period-since-alignment = منذ بدء المواءمة

leads-lede = كل من أبدى اهتمامًا. افتح أي عميل محتمل لترى ما جرى معه.
leads-lede-masked = يتيح لك دورك معرفة مراحل العملاء المحتملين دون بياناتهم الشخصية.
leads-none-title = لا يوجد عملاء محتملون بعد
leads-none-body = يظهرون هنا فور استيراد ملف يحتوي على عملاء محتملين.
lead-by-id = عميل محتمل { $id }
lead-name = الاسم
lead-first-name = الاسم الأول
lead-last-name = اسم العائلة
lead-company = الشركة
lead-email = البريد الإلكتروني
lead-phone = الهاتف
lead-stage = المرحلة
lead-created = تاريخ الإنشاء
lead-changed = آخر تعديل في المصدر
lead-reached = بلغ على الأقل
lead-furthest = أبعد مرحلة
lead-skipped = تخطّى
lead-won-within = تحوّل إلى عميل خلال
lead-work-status = حالة المتابعة
lead-value = القيمة المتوقعة
lead-value-given = القيمة المُدخلة
lead-old-enough = مضى على وروده
lead-score = الدرجة
lead-country = الدولة
lead-medium = الوسيط
lead-consent = الموافقة على التواصل
lead-contact = بيانات التواصل
lead-facts = عن هذا العميل المحتمل
lead-masked = لا يشمل دورك بيانات التواصل. يمكن لمدير أو لمسؤول النظام الاطلاع عليها.
lead-no-deals = لا توجد صفقة بعد.
work-untouched = لم يُتابَع
work-attempting = قيد محاولة التواصل
work-connected = تم التواصل
work-on_hold = معلّق

deals-lede = جميع الصفقات بقيمها ونتائجها.
deals-none-title = لا توجد صفقات بعد
deals-none-body = تظهر هنا فور استيراد ملف يحتوي على صفقات.
deal-by-id = صفقة { $id }
deal-name = الصفقة
deal-account = الشركة
deal-standing = النتيجة
deal-stage = المرحلة في المصدر
deal-amount = القيمة
deal-opened = تاريخ الفتح
deal-expected = الإغلاق المتوقع
deal-closed = تاريخ الإغلاق
deal-date = تاريخ الإغلاق أو الفتح
deal-lost-reason = سبب الخسارة
deal-business = نوع العمل
deal-facts = عن هذه الصفقة
deal-placeholder = أُنشئت من مرحلة مستوردة لم تكن لها صفقة. وتحل محلها صفقة تُستورد لاحقًا للعميل المحتمل نفسه.
deal-leads = العميل المحتمل وجهات الاتصال
deal-lead-part = الصفة
deal-lead-primary = صاحب الصفقة
deal-lead-contact = جهة اتصال
deal-no-lead = لا يرتبط بهذه الصفقة أي عميل محتمل.
standing-won = رابحة
standing-lost = خاسرة
standing-open = مفتوحة
business-new = عمل جديد
business-existing = عميل حالي

history-title = ما جرى
history-empty = لم يُسجَّل شيء بعد.
history-undated = بلا تاريخ
history-entered = دخول المرحلة:
history-observed = التاريخ هو تاريخ الملف الذي أظهرها
history-by = بواسطة { $name }
history-touch = نقطة اتصال: { $kind }
history-touch-plain = نقطة اتصال
history-responded = استجاب
history-cut = { $n ->
    [zero] لا يُعرض شيء.
    [one] يُعرض الأحدث فقط من كل نوع.
    [two] يُعرض أحدث اثنين فقط من كل نوع.
    [few] يُعرض أحدث { $n } فقط من كل نوع.
    [many] يُعرض أحدث { $n } فقط من كل نوع.
   *[other] يُعرض أحدث { $n } فقط من كل نوع.
}
touch-kind-web = زيارة الموقع
touch-kind-ad = إعلان
touch-kind-form = نموذج
touch-kind-chat = محادثة
touch-kind-email = بريد إلكتروني
touch-kind-whatsapp = واتساب
touch-kind-call = مكالمة
touch-kind-meeting = اجتماع
touch-kind-event = فعالية
touch-kind-referral = إحالة
activity-kind-call = مكالمة
activity-kind-email = بريد إلكتروني
activity-kind-meeting = اجتماع
activity-kind-message = رسالة
activity-kind-note = ملاحظة

record-crumb = موضعك
record-id = المعرّف في محور
record-external-id = المعرّف في المصدر
record-provenance = مصدر السجل
record-origin = الاستيراد
record-line = { $file }، السطر { $line }
record-recorded = تاريخ التسجيل
record-ref = المعرّف في { $source }
record-raw = أعمدة لا حقل لها
