# دليل الأنماط: للتطوير فقط، نصوص تجريبية لكل مكوّن
sg-title = حالات المكونات
sg-lede = كل الحالات التي تحتاجها الصفحات في مكان واحد. ليست صفحة من المنتج.
sg-kpi = بطاقة المؤشر
sg-kpi-note = تحقق، قريب، لم يتحقق، بلا مستهدف، بلا بيانات، بيانات قليلة، قديم، تحميل
sg-buttons = الأزرار والوسوم والحالات
sg-filters = التصفية والفترة
sg-actions = إجراءات الصفحة والتبديل
sg-empty = الحالات الفارغة والأخطاء
sg-errors = أخطاء النماذج
sg-fields = حقول النماذج
sg-cohort = جدول الأفواج
sg-table = جدول السجلات
sg-toast = الإشعار والحوار والتقدم
sg-charts = الرسوم البيانية
sg-funnel = مسار التحويل
sg-lists = القوائم والخط الزمني

sg-rate = معدل تحويل العملاء المحتملين إلى عملاء
sg-rate-body = العملاء المحتملون الواردون في الفترة الذين صاروا عملاء حتى الآن.
sg-rate-month = معدل التحويل شهريًا
sg-versus = عن الربع الثاني
sg-set-target = حدد مستهدفًا
sg-sync-failed = تعذرت مزامنة CRM، جارٍ إعادة المحاولة
sg-of-leads = { $won } من { $leads }، وما زال مفتوحًا: { $open }
sg-owner = المالك
sg-both-teams = المبيعات والتسويق
sg-open-definition = افتح في التعريفات

sg-accept = قبول
sg-cancel = إلغاء
sg-reject = رفض وإعادة
sg-skip = تخطٍّ
sg-add = إضافة
sg-more = المزيد
sg-draft = مسودة
sg-live = جارية
sg-waiting = قيد الانتظار
sg-waiting-late = قيد الانتظار، متأخر
sg-accepted = مقبول

sg-period = الفترة
sg-quarter = الربع الثالث 2026
sg-this-quarter = هذا الربع
sg-last-quarter = الربع الماضي
sg-since-alignment = منذ بدء المواءمة
sg-segment = الشريحة
sg-retail = التجزئة
sg-region = المنطقة
sg-all = الكل
sg-metric = المؤشر
sg-conversion = التحويل
sg-cycle = الدورة
sg-revenue = الإيرادات

sg-first-title = استورد أول ملف
sg-first-body = العملاء المحتملون والصفقات والحملات من نظامك الحالي. يستغرق ذلك نحو دقيقتين.
sg-first-action = استيراد ملفات
sg-done-title = لا شيء بانتظارك
sg-done-body = دخلت كل صفوف الاستيراد الأخير.
sg-done-action = اعرض كل عمليات الاستيراد
sg-nomatch-title = لا عملاء محتملين يطابقون التصفية
sg-nomatch-body = { $n ->
    [zero] حذف شرط المنطقة لا يعرض أحدًا.
    [one] حذف شرط المنطقة يعرض عميلًا محتملًا واحدًا.
    [two] حذف شرط المنطقة يعرض عميلين محتملين.
    [few] حذف شرط المنطقة يعرض { $n } عملاء محتملين.
    [many] حذف شرط المنطقة يعرض { $n } عميلًا محتملًا.
   *[other] حذف شرط المنطقة يعرض { $n } عميل محتمل.
}
sg-nomatch-action = احذف شرط المنطقة
sg-forbidden-title = تظهر للمديرين فقط
sg-forbidden-body = اطلب الصلاحية من { $name }.
sg-failed-title = لم يُحمَّل هذا الرسم
sg-failed-body = بقية الصفحة سليمة. أرسل الرمز { $code } عند التواصل مع الدعم.
sg-failed-action = أعد المحاولة
sg-hidden-title = مخفي لحماية السرية
sg-hidden-body = أجاب أقل من { $n } أشخاص في هذه المجموعة.

sg-name = الاسم
sg-name-hint = كما يظهر في الفاتورة
sg-email = البريد الإلكتروني
sg-password = كلمة المرور
sg-budget = الميزانية
sg-budget-error = اكتب الميزانية رقمًا، مثل { $example }
sg-ends = تنتهي
sg-ends-error = اختر تاريخًا بعد { $date }
sg-zone = المنطقة الزمنية
sg-note = ملاحظة
sg-agree = البقاء مسجّل الدخول
sg-files = الملفات
sg-reason = السبب
sg-reason-a = لا تواصل ضمن المهلة
sg-reason-b = شخصية مشترٍ غير مطابقة
sg-reason-c = لا ميزانية هذا العام

sg-arrived = ورد في
sg-leads = العملاء المحتملون
sg-same-month = الشهر نفسه
sg-not-yet = لم يحن بعد
sg-cohort-caption = نسبة العملاء المحتملين الذين صاروا عملاء حسب شهر الورود والأشهر المنقضية
sg-fit = الملاءمة
sg-total = المجموع
sg-no-fit = لم تُعطَ درجة
sg-month = الشهر
sg-person = هدى صالح

sg-saved = انتهى الاستيراد. عدد الصفوف المستوردة: { $n }.
sg-save-failed = لم يُحفظ شيء. تحقق من الاتصال.
sg-delete = حذف الاستيراد
sg-delete-title = هل تتراجع عن هذا الاستيراد؟
sg-delete-body = تُسحب صفوفه. ويبقى ما عدّله الأشخاص بعده ويُعرض في قائمة.
sg-importing = جارٍ الاستيراد
sg-rows-done = الصفوف: { $done } من { $all }

sg-take = بلغ المتوسط { $before } قبل المواءمة، و{ $after } بعدها.
sg-before = قبل: { $n }
sg-after = بعد: { $n }
sg-began = بدأت المواءمة في { $date }
sg-target = المستهدف { $n }
sg-footnote = الأشهر المتقطعة غير نهائية. والفرق بين قبل وبعد ليس دليلًا على السبب.
sg-monthly-mean = المتوسط الشهري
sg-col-before = قبل
sg-col-after = بعد
sg-col-change = التغيّر
sg-funnel-title = مسار تحويل العملاء المحتملين
sg-funnel-take = الفجوة بعد التسليم: تأهّل { $rate } فقط من المقبولين.
sg-cohorts = الأفواج
sg-why = أسباب تسرّب المقبولين
sg-touch = فتح رسالة البريد
sg-call = مكالمة متبادلة
sg-import-event = استُورد
