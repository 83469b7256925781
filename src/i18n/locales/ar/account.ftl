# الدخول والإعدادات.
sign-in-title = تسجيل الدخول
sign-in-button = تسجيل الدخول
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-throttled = محاولات كثيرة. انتظر 15 دقيقة ثم حاول مرة أخرى.
sign-in-forgotten = هل نسيت كلمة المرور؟ يستطيع مسؤول النظام إعطاءك رابطًا لكلمة جديدة.
sign-in-demo = نسخة تجريبية: سجّل الدخول باسم من تشاء. كلمة المرور { $password }
field-email = البريد الإلكتروني
field-password = كلمة المرور
field-your-name = اسمك
hint-password = 12 حرفًا على الأقل. عدة كلمات أسهل في التذكر.

set-up-title = إعداد محور
set-up-lede = أنشئ الحساب الأول ومساحة العمل. يمكن تغيير كل شيء لاحقًا ما عدا العملة.
set-up-no-code = رابط الإعداد ورمزه مطبوعان حيث شُغّل الخادم. افتح ذلك الرابط.
set-up-demo = شاهده حيًّا أولًا
set-up-demo-body = شركة خيالية بفريقين وحملات سنتين ونحو 5000 عميل محتمل. تملأ هذه النسخة، أما بياناتك فتحتاج إلى نسخة أخرى.
set-up-demo-button = فتح الشركة التجريبية
set-up-own = أو إعداد شركتك
set-up-you = أنت
set-up-company = شركتك
set-up-button = إنشاء مساحة العمل

welcome-title = مرحبًا بك في { $name }
welcome-lede = يعرض محور الأرقام فور توفر السجلات.
welcome-import = استيراد ملفات
welcome-import-body = ملفات CSV أو Excel فيها عملاء محتملون وصفقات ونقاط اتصال وحملات وتكاليف. تظهر معاينة قبل حفظ أي شيء، ويمكن التراجع عن كل استيراد.
welcome-empty = البدء بمساحة فارغة

settings-title = الإعدادات
settings-lede = ما تُحسب كل الأرقام على أساسه. تغيير المنطقة الزمنية يحرّك الأيام والأشهر.
settings-read-only = ما تُحسب كل الأرقام على أساسه. لا يغيّرها إلا مسؤول النظام.
settings-workspace = مساحة العمل
settings-saved = حُفظت الإعدادات.
settings-stale = حفظ شخص آخر إعدادات أخرى في هذه الأثناء. هذه هي القيم الحالية؛ احفظ مرة أخرى لاستبدالها.

field-name = اسم الشركة
field-zone = المنطقة الزمنية
hint-zone = مثل Asia/Riyadh. بها تبدأ الأيام وتنتهي.
field-currency = العملة
hint-currency = ثلاثة أحرف مثل SAR. لا تتغير بعد تسجيل المبالغ.
field-language = اللغة
field-week-start = أول أيام الأسبوع
field-weekend = عطلة نهاية الأسبوع
field-fiscal-month = بداية السنة المالية
field-alignment-start = تاريخ بدء المواءمة
hint-alignment-start = اليوم الذي بدأ فيه الفريقان العمل باتفاقهما، وتُظهره الرسوم.
field-horizon = الأيام التي يُحسب بعدها تحويل العميل المحتمل
hint-horizon = تعرض الاتجاهات نسبة العملاء المحتملين الذين صاروا عملاء خلال هذه الأيام من ورودهم.
horizon-proposed = مقترح من بياناتك
horizon-days =
    { $n ->
        [zero] { $n } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $n } أيام
        [many] { $n } يومًا
       *[other] { $n } يوم
    }

language-en = English
language-ar = العربية
language-workspace = لغة مساحة العمل
weekend-fri-sat = الجمعة والسبت
weekend-sat-sun = السبت والأحد
weekend-fri = الجمعة
weekend-sun = الأحد
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد

me-about = { $name }، { $email }
me-preferences = مظهر محور وإشعاراته لديك
me-password = كلمة المرور
me-password-hint = تغييرها يسجّل خروجك من كل الأجهزة الأخرى.
me-change-password = تغيير كلمة المرور
preferences-saved = حُفظت التفضيلات.
password-changed = غُيّرت كلمة المرور.
field-theme = الألوان
theme-system = حسب الجهاز
theme-light = فاتح
theme-dark = داكن
field-digits = الأرقام
digits-western = 0123456789
digits-arabic = ٠١٢٣٤٥٦٧٨٩
field-time-direction = اتجاه الزمن في الرسوم
time-page = من اليمين إلى اليسار
time-ltr = من اليسار إلى اليمين
field-own-zone = منطقتك الزمنية
hint-own-zone = للأوقات المعروضة لك فقط؛ الفترات تتبع مساحة العمل. الفارغ يعني منطقة مساحة العمل.
field-old-password = كلمة المرور الحالية
field-new-password = كلمة المرور الجديدة

error-required = املأ هذا الحقل
error-too-long = استخدم 200 حرف على الأكثر
error-email = اكتب عنوانًا مثل name@example.com
error-password = استخدم 12 حرفًا على الأقل
error-old-password = هذه ليست كلمة المرور الحالية
error-zone = اختر منطقة زمنية من القائمة، مثل Asia/Riyadh
error-currency = استخدم رمزًا من ثلاثة أحرف، مثل SAR
error-currency-fixed = سُجّلت مبالغ، لذلك تبقى العملة
error-date = اكتب تاريخًا، مثل 2026-03-02
form-save = حفظ
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

rates-title = أسعار الصرف
rates-lede = قيمة الوحدة من عملة أخرى. يسري السعر من يومه حتى السعر التالي، وتتبع المبالغ كل تصحيح.
rates-add = إضافة سعر أو استبداله
rates-none = لا أسعار بعد. لا حاجة إليها إلا للمبالغ بعملات أخرى.
rates-missing = المبالغ بهذه العملات خارج المجاميع حتى يُضاف سعرها: { $currencies }
rates-saved = حُفظت أسعار الصرف.
rates-actions = إجراء
rates-remove = حذف
field-rate = السعر
field-rate-from = من
hint-rate = كم { $currency } للوحدة من العملة الأخرى
error-rate = اكتب رقمًا أكبر من الصفر، مثل 3.75
error-rate-currency = استخدم رمز عملة أخرى من ثلاثة أحرف، مثل USD
