# من فعل ماذا.
audit-title = سجل التدقيق
audit-lede = من فعل ماذا وبأي سجل، الأحدث أولًا. تُذكر الحقول بأسمائها، ولا تُعرض قيمها إلا حين لا تخص شخصًا.
audit-none = لا شيء بعد
audit-when = الوقت
audit-who = الشخص
audit-verb = الفعل
audit-kind = النوع
audit-record = السجل
audit-details = التفاصيل
audit-nobody = سطر الأوامر أو مهمة آلية
audit-from-to = من { $before } إلى { $after }
audit-leads = { $n ->
    [zero] لا عملاء محتملين
    [one] عميل محتمل واحد
    [two] عميلان محتملان
    [few] { $n } عملاء محتملين
    [many] { $n } عميلًا محتملًا
   *[other] { $n } عميل محتمل
}
audit-deals = { $n ->
    [zero] لا صفقات
    [one] صفقة واحدة
    [two] صفقتان
    [few] { $n } صفقات
    [many] { $n } صفقة
   *[other] { $n } صفقة
}
audit-campaigns = { $n ->
    [zero] لا حملات
    [one] حملة واحدة
    [two] حملتان
    [few] { $n } حملات
    [many] { $n } حملة
   *[other] { $n } حملة
}

audit-verb-accepted = قبول تسليم
audit-verb-added = إضافة
audit-verb-archived = أرشفة
audit-verb-assigned = إسناد تسليم إلى مندوب
audit-verb-backed_up = نسخ احتياطي
audit-verb-changed = تعديل
audit-verb-closed = إغلاق صفقة
audit-verb-confirmed = تأكيد
audit-verb-contacted = تواصل بشأن تسليم
audit-verb-corrected = تصحيح دخول
audit-verb-created = إنشاء
audit-verb-deactivated = تعطيل حساب
audit-verb-ended = إنهاء
audit-verb-ended_sessions = إنهاء الجلسات الأخرى
audit-verb-erased = محو
audit-verb-escalated = تصعيد تسليم
audit-verb-expired = انتهاء تسليم دون رد
audit-verb-exported = استخراج البيانات
audit-verb-handed_over = تسليم العمل المفتوح
audit-verb-held = تعليق تسليم
audit-verb-imported = استيراد
audit-verb-invited = دعوة
audit-verb-joined = أول دخول
audit-verb-logged = تسجيل نشاط
audit-verb-merged = دمج عميلين محتملين
audit-verb-moved = نقل إلى مرحلة
audit-verb-offered = عرض على المبيعات
audit-verb-offered_reset = رابط لكلمة مرور جديدة
audit-verb-proposed = اقتراح
audit-verb-reactivated = إعادة تفعيل
audit-verb-received = استلام سجلات برمز
audit-verb-reconsidered = تراجع عن رد على تسليم
audit-verb-recorded = تسجيل
audit-verb-rejected = رفض تسليم
audit-verb-removed = حذف
audit-verb-reopened = إعادة فتح
audit-verb-replied = رد على رفض أو إعادة
audit-verb-reset_password = كلمة مرور جديدة برابط
audit-verb-restored = استعادة
audit-verb-revoked = إلغاء رمز
audit-verb-retried = إعادة إرسال رسالة
audit-verb-returned = إعادة تسليم
audit-verb-set_up = إعداد
audit-verb-set_up_demo = شركة تجريبية
audit-verb-signed_in = تسجيل دخول
audit-verb-tested = رسالة تجريبية
audit-verb-undone = تراجع عن استيراد
audit-verb-unlogged = تراجع عن نشاط
audit-verb-unmerged = التراجع عن دمج
audit-verb-withdrawn = سحب عرض
audit-verb-withdrew = سحب دعوة

audit-kind-account = حساب شركة
audit-kind-api_token = رمز واجهة البرمجة
audit-kind-calendar = ساعات العمل
audit-kind-campaign = حملة
audit-kind-chart_note = ملاحظة على مخطط
audit-kind-database = قاعدة البيانات
audit-kind-deal = صفقة
audit-kind-exchange_rate = سعر صرف
audit-kind-handoff = عملية تسليم
audit-kind-holiday = يوم عطلة
audit-kind-import = استيراد
audit-kind-kpi = هدف
audit-kind-lead = عميل محتمل
audit-kind-leave = إجازة
audit-kind-letter = رسالة بريد
audit-kind-person = شخص
audit-kind-user = مستخدم
audit-kind-workspace = مساحة العمل

audit-field-alignment_start = بدء المواءمة
audit-field-body = النص
audit-field-currency = العملة
audit-field-day = اليوم
audit-field-email = البريد الإلكتروني
audit-field-fiscal_month = السنة المالية
audit-field-horizon = أيام احتساب التحويل
audit-field-hours = الساعات
audit-field-language = اللغة
audit-field-marketing_owner = المسؤول في التسويق
audit-field-name = الاسم
audit-field-owner_id = المسؤول
audit-field-password = كلمة المرور
audit-field-role = الدور
audit-field-sales_owner = المسؤول في المبيعات
audit-field-seasons = المواسم
audit-field-target = المستهدف
audit-field-team = الفريق
audit-field-week_start = أول أيام الأسبوع
audit-field-weekend = عطلة نهاية الأسبوع
audit-field-zone = المنطقة الزمنية

filter-person = الشخص
filter-verb = الفعل
filter-kind = النوع
