# الإطار المحيط بكل صفحة
brand = محور
brand-description = لوحة متابعة المواءمة بين المبيعات والتسويق
skip-to-content = انتقل إلى المحتوى
nav-main = الرئيسية
nav-quick = سريع
nav-measure = القياس
nav-work = العمل
nav-agree = الاتفاق
nav-more = المزيد
nav-overview = نظرة عامة على المواءمة
nav-overview-short = نظرة عامة
nav-handoffs = التسليمات
nav-open = { $n ->
    [zero] لا مفتوح
    [one] واحد مفتوح
    [two] اثنان مفتوحان
    [few] { $n } مفتوحة
    [many] { $n } مفتوحًا
   *[other] { $n } مفتوح
}
nav-leads = العملاء المحتملون
nav-deals = الصفقات
nav-imports = الاستيراد
nav-settings = الإعدادات
nav-menu = القائمة
search = بحث
search-hint = ابحث في العملاء المحتملين
language-name = العربية
theme-switch = تبديل الوضع الفاتح والداكن
shortcuts = اختصارات لوحة المفاتيح
shortcuts-search = بحث
shortcuts-overview = إلى النظرة العامة
shortcuts-leads = إلى العملاء المحتملين
shortcuts-handoffs = الانتقال إلى التسليمات
shortcuts-accept = قبول تسليم
shortcuts-reject = رفض تسليم، ثم من 1 إلى 6 للسبب
shortcuts-contact = تسجيل مكالمة أو بريد أو واتساب أو اجتماع
shortcuts-undo = التراجع عن آخر رد
shortcuts-rows = الصف التالي، السابق
shortcuts-list = هذه القائمة
shortcuts-note = تعمل المفاتيح حسب موضعها على اللوحة، فلا تتأثر بتبديل اللغة. يمكن إيقافها من الإعدادات.
user-menu = الحساب
user-preferences = تفضيلاتي
user-sign-out = تسجيل الخروج
toast-close = إغلاق
toast-undo = تراجع

role-viewer = مطّلع
role-sales = المبيعات
role-marketing = التسويق
role-manager = مدير
role-admin = مسؤول النظام

stage-lead = عميل محتمل
stage-mql = مؤهل تسويقيًا
stage-sal = مقبول من المبيعات
stage-sql = مؤهل بيعيًا
stage-opportunity = فرصة بيعية
stage-won = عميل
stage-lost = خسارة
stage-recycled = معاد إلى الرعاية
stage-disqualified = مستبعد

error-403-title = لا يمكنك الاطلاع على هذه الصفحة
error-403-body = دورك لا يشمل هذه الصفحة. يمكن لمسؤول النظام تغيير ذلك.
error-404-title = هذه الصفحة غير موجودة
error-404-body = قد يكون العنوان غير صحيح، أو أن السجل قد حُذف.
error-409-title = سبقك شخص آخر إلى التعديل
error-409-body = افتح الصفحة من جديد لترى الحالة الحالية، ثم أعد تعديلك.
error-429-title = محاولات كثيرة
error-429-body = انتظر بضع دقائق ثم أعد المحاولة.
error-500-title = حدث خطأ من جهتنا
error-500-body = لم يُحفظ شيء مما أدخلته حفظًا ناقصًا. أرسل الرمز { $id } إلى المسؤول عن الخادم.
error-not-ready-title = الخادم غير جاهز بعد
error-not-ready-body = الخادم قيد التشغيل أو لا يستطيع الوصول إلى قاعدة بياناته. ستعمل هذه الصفحة فور تمكّنه من ذلك.
error-home = انتقل إلى النظرة العامة
error-retry = أعد المحاولة
error-sign-in = تسجيل الدخول
