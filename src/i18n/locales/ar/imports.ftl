# الاستيراد.
import-reason = السبب
import-reason-missing = غير موجود
import-reason-no-identity = لا معرّف ولا بريد ولا هاتف للتعرف عليه
import-reason-impossible-date = تاريخ لا وجود له
import-reason-not-a-date = ليس تاريخًا
import-reason-future-date = في المستقبل
import-reason-not-a-number = ليس رقمًا
import-reason-out-of-range = خارج المدى المسموح
import-reason-negative-cost = لا تكون التكلفة سالبة
import-reason-negative-amount = لا يكون المبلغ سالبًا
import-reason-unknown-stage = ليست مرحلة معروفة
import-reason-unknown-word = ليست من الكلمات المعروفة هنا
import-reason-unknown-currency = ليست عملة
import-reason-too-long = أطول من المسموح
import-reason-closed-without-date = الصفقة مغلقة بلا تاريخ إغلاق
import-reason-closed-without-outcome = للصفقة تاريخ إغلاق دون نتيجة
import-reason-closed-before-opened = أُغلقت الصفقة قبل فتحها
import-reason-ends-before-start = ينتهي قبل أن يبدأ
import-reason-before-offer = يسبق العرض
import-reason-answer-without-outcome = للعرض وقت جواب ولا يُعرف أقُبل أم رُفض
import-reason-extra-cells = في الصف خلايا أكثر من العناوين
import-reason-unknown-lead = لم يُستورد عميل محتمل بهذا المعرّف
import-reason-ambiguous = يعود إلى عدة عملاء محتملين؛ ادمجهم أولًا
import-reason-refused = رفضت قاعدة البيانات هذا الصف
import-row-reason = { $field }: { $what }
import-reason-value = { $what } ({ $value })

imports-title = الاستيراد
imports-lede = ملفات الأنظمة الأخرى، وما آل إليه كل صف منها.
imports-add = استيراد ملفات
imports-empty = لم يُستورد شيء بعد
imports-empty-body = ارفع ملفات نظام إدارة العملاء وحسابات الإعلانات كما صُدّرت، أو ملفات أُعدّت من القوالب أدناه.
imports-when = التاريخ
imports-who = بواسطة
imports-file = الملف
imports-files = الملفات
imports-state = الحالة
imports-read = الصفوف
imports-new = جديد
imports-changed = متغير
imports-merged = مدموج
imports-unchanged = دون تغيير
imports-rejected = مُعاد
imports-all = كل الملفات
imports-command-line = سطر الأوامر
imports-more-files = { $n ->
    [zero] { $files }
    [one] { $files } وملف آخر
    [two] { $files } وملفان آخران
    [few] { $files } و{ $n } ملفات أخرى
    [many] { $files } و{ $n } ملفًا آخر
   *[other] { $files } و{ $n } ملف آخر
}

import-state-draft = بانتظار التأكيد
import-state-running = جارٍ
import-state-done = مكتمل
import-state-failed = متوقف
import-state-interrupted = منقطع
import-state-undone = متراجع عنه

import-templates = القوالب
import-templates-body = الملفات التي تحمل هذه العناوين تُستورد بلا أسئلة. ويمكن ترك الأعمدة التي لا حاجة إليها فارغة.
import-template-leads = صف لكل شخص: من هو، ومن أين جاء، ومرحلته اليوم.
import-template-stage-events = صف لكل دخول إلى مرحلة، مع وقته.
import-template-touches = صف لكل نقطة اتصال: زيارة، نقرة إعلان، نموذج، بريد، مكالمة.
import-template-campaigns = صف لكل حملة: القناة والتواريخ والميزانية والمسؤول.
import-template-campaign-costs = تكاليف الحملات والفرق، لكل يوم أو فترة.
import-template-deals = صف لكل صفقة: المبلغ والمرحلة والتواريخ والنتيجة.
import-template-activities = مكالمات مندوبي المبيعات ورسائلهم واجتماعاتهم.
import-template-handoffs = صف لكل عرض على المبيعات: لمن وُجِّه، وأول استجابة، والجواب وسببه.
import-mappings = خرائط الأعمدة المحفوظة
import-mappings-body = كيف تصير أعمدة المصدر حقولًا لدينا. اختر إحداها عند الرفع التالي، أو احتفظ بالملف.

import-kind-account = الشركات
import-kind-campaign = الحملات
import-kind-campaign-cost = التكاليف
import-kind-lead = العملاء المحتملون
import-kind-deal = الصفقات
import-kind-stage-event = سجل المراحل
import-kind-touch = نقاط الاتصال
import-kind-activity = الأنشطة
import-kind-handoff = التسليمات

import-sender-mihwar = قالبنا
import-sender-hubspot = HubSpot
import-sender-salesforce = Salesforce
import-sender-pipedrive = Pipedrive
import-sender-google-ads = Google Ads
import-sender-meta-ads = Meta Ads
import-sender-linkedin-ads = LinkedIn Ads
import-sender-microsoft-ads = Microsoft Ads
import-sender-unknown = مصدر غير معروف

import-new-title = استيراد ملفات
import-new-lede = لا يُحفظ شيء قبل أن تؤكد في الصفحة التالية كيف تُقرأ الملفات.
import-files = الملفات
import-files-hint = بصيغة CSV أو .xlsx، عدة ملفات معًا، حتى 1 غيغابايت في المجموع
import-recognise = التعرف من العناوين
import-saved = طريقة القراءة
import-mapping = ملف خريطة الأعمدة
import-mapping-hint = ملف .toml، إن كان لديك واحد لهذه الملفات
import-upload = رفع
import-new-note = لا ملف لديك؟ ابدأ من القوالب:

import-draft-title = تأكيد الاستيراد
import-draft-lede = هكذا ستُقرأ الملفات. لم يُحفظ شيء بعد، وتُحذف الملفات التي لا يؤكدها أحد بعد 7 أيام.
import-rows = { $n ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] { $n } صفوف
    [many] { $n } صفًا
   *[other] { $n } صف
}
import-choose = اختر
import-answer = لا يبيّن الملف ذلك. اختر.
import-sheet = الورقة
import-kind = محتوى الملف
import-dates = ترتيب التواريخ
import-dates-file = كما يبيّن الملف
import-dates-dmy = اليوم أولًا: 31/12/2026
import-dates-mdy = الشهر أولًا: 12/31/2026
import-currency = العملة
import-currency-file = كما يبيّن الملف
import-currency-workspace = { $currency }، عملة مساحة العمل
import-zone = المنطقة الزمنية
import-zone-hint = للأوقات التي لا تذكر منطقتها. إن تُرك فارغًا فمنطقة مساحة العمل.
import-source = المصدر
import-source-hint = النظام الذي تعود إليه المعرّفات. أبقِه نفسه في كل استيراد.
import-columns = أعمدة { $kind }
import-no-column = ليس في هذا الملف
import-sample = مثل { $value }
import-constant = دائمًا { $value }
import-unmapped = محفوظ مع السجلات دون قراءة: { $columns }
import-preview = الصفوف الأولى وما سيؤول إليه كل منها
import-line = السطر
import-verdict = النتيجة
import-row-good = سيُستورد
import-row-if-known = إن كان معروفًا من قبل فقط
import-needed = لا يُقرأ أي عمود على أنه: { $fields }. تُردّ الصفوف التي تحتاج إليه. اختر عموده أدناه.
import-needed-here = ضروري: اختر العمود الذي يحويه.
import-mapping-download = تنزيل خريطة الأعمدة هذه
import-start = استيراد
import-again = عرض الصفوف من جديد
import-discard = تجاهل الملفات
import-save-mapping = حفظ خريطة الأعمدة
import-save-name = الاسم
import-save = حفظ
import-nothing-to-save = لا خريطة أعمدة لحفظها بعد.
import-questions-open = بعض الملفات تحتاج إجابة أولًا.
import-changed = الصفوف أدناه مقروءة بالطريقة الجديدة
import-mapping-saved = حُفظت خريطة الأعمدة
import-discarded = أُزيلت الملفات المرفوعة

import-title = استيراد
import-about = { $who }، { $when }
import-about-command-line = سطر الأوامر، { $when }
import-running = جارٍ الاستيراد
import-rows-read = { $n ->
    [zero] لم يُقرأ أي صف بعد
    [one] قُرئ صف واحد
    [two] قُرئ صفان
    [few] قُرئت { $n } صفوف
    [many] قُرئ { $n } صفًا
   *[other] قُرئ { $n } صف
}
import-reload = عرض آخر حالة
import-resume = استئناف
import-back = كل عمليات الاستيراد
import-undo = تراجع
import-undo-body = يُزال كل سجل أنشأه هذا الاستيراد، وتعود كل قيمة غيّرها. ويبقى ما غيّره الأشخاص بعده.
import-undo-confirm = التراجع عن هذا الاستيراد
import-undone-all = أُزيل كل ما جاء به هذا الاستيراد
import-undone-some = تم التراجع وبقي بعض الأشياء، انظر أدناه
import-undone-before = لم يكن هذا الاستيراد قائمًا
import-undo-merged = دُمج بعده عملاء محتملون جاؤوا من هذا الاستيراد: تراجع عن الدمج أولًا، انظر أدناه
import-merged-title = قبل التراجع عن هذا الاستيراد تراجع عمّا دُمج
import-merged-body = كل عميل محتمل أدناه جاء من هذا الاستيراد أو تغيّر به، وصار جزءًا من عميل محتمل آخر. تراجع عن الدمج في صفحة ذلك العميل، ثم يمكن التراجع عن الاستيراد.
import-merged-lead = عميل محتمل من هذا الاستيراد
import-merged-into = صار جزءًا من
import-done-clean = استُوردت كل الصفوف.
import-done-rejected = { $n ->
    [zero] استُوردت كل الصفوف.
    [one] استُوردت كل الصفوف عدا صفًا واحدًا أُعيد مع السبب.
    [two] استُوردت كل الصفوف عدا صفين أُعيدا مع الأسباب.
    [few] استُوردت كل الصفوف عدا { $n } صفوف أُعيدت مع الأسباب.
    [many] استُوردت كل الصفوف عدا { $n } صفًا أُعيدت مع الأسباب.
   *[other] استُوردت كل الصفوف عدا { $n } صف أُعيدت مع الأسباب.
}
import-interrupted-body = توقف الخادم في منتصف العمل. ما استُورد باقٍ. استأنف لاستيراد الباقي، أو تراجع.
import-forgotten = حُذفت الصفوف المُعادة والقيم السابقة للتغييرات بعد 90 يومًا من هذا الاستيراد لأنها تحمل بيانات شخصية، فلم يعد التراجع عنه ممكنًا.
import-files-gone = لم تعد الملفات المرفوعة موجودة. ارفعها من جديد.
import-files-elsewhere = ملفات هذا الاستيراد ليست على هذا الخادم. شغّل الأمر نفسه من جديد: ما وصل يُحسب دون تغيير.
import-counts = الصفوف حسب الملف
import-left-out = ملفات لم تُستورد
import-left-out-why = لا جدول لهذا الملف في خريطة الأعمدة.
import-rejected = الصفوف المُعادة
import-rejected-body = صحّحها في الملف ثم استورده: الصفوف التي استُوردت لا تتكرر.
import-rejected-first = { $n ->
    [zero] لا صفوف.
    [one] صف واحد.
    [two] أول { $shown } من صفين.
    [few] أول { $shown } من { $n } صفوف.
    [many] أول { $shown } من { $n } صفًا.
   *[other] أول { $shown } من { $n } صف.
}
import-rejected-download = تنزيل بصيغة CSV
import-cells = الصف
import-cell = { $header }: { $value }
import-of-file = { $file }: { $what }

import-error-unknown = حدث خطأ. التفاصيل في سجل الخادم.
import-error-no-files = اختر ملفًا واحدًا على الأقل.
import-error-too-many-files = هذه أكثر من { $number } ملف. ارفعها على دفعات.
import-error-upload-too-large = مجموع الملفات أكبر من { $number } ميغابايت. ارفعها على دفعات، أو استخدم سطر الأوامر.
import-error-disk-full = قرص الخادم ممتلئ. لم يُحفظ شيء.
import-error-io = تعذرت قراءة الملف من قرص الخادم.
import-error-empty = لا صفوف في الملف.
import-error-binary = ليس هذا ملفًا نصيًا ولا مصنف .xlsx. صدّره بصيغة CSV.
import-error-old-workbook = هذا مصنف قديم بصيغة .xls. احفظه بصيغة .xlsx أو CSV.
import-error-workbook = المصنف تالف أو محمي. احفظه من جديد بصيغة .xlsx دون كلمة مرور.
import-error-too-large = الملف أكبر من { $number } ميغابايت. احفظه بصيغة CSV أو قسّمه.
import-error-too-many-rows = في الملف أكثر من { $number } صف. قسّمه.
import-error-too-many-columns = في الملف أكثر من { $number } عمود.
import-error-row-too-long = الصف الذي يبدأ في السطر { $number } لا ينتهي. غالبًا ما تكون علامة اقتباس لم تُغلق.
import-error-not-named = لا تسمّي خريطة الأعمدة هذا الملف، فلن يُستورد.
import-error-no-table = لا جدول لهذه العناوين في خريطة الأعمدة.
import-error-ask-date-order = في { $word } تُقرأ القيمة { $detail } على وجهين. حدد أيأتي اليوم أولًا أم الشهر.
import-error-ask-currency = لا يبيّن الملف عملة مبالغه. اخترها.
import-error-ask-zone = لا يبيّن الملف المنطقة الزمنية لأوقاته. اخترها.
import-error-ask-sheet = في المصنف عدة أوراق. اختر واحدة.
import-error-ask-kind = لا يُعرف محتوى الملف من عناوينه. اختره.
import-error-mapping-syntax = تعذرت قراءة ملف خريطة الأعمدة: { $detail }
import-error-mapping-no-tables = لا جدول في ملف خريطة الأعمدة.
import-error-mapping-no-headers = الجدول { $number } في خريطة الأعمدة لا يسمّي عناوين.
import-error-mapping-wrong-field = الجدول { $number } في خريطة الأعمدة يقرأ { $word }، وليس من حقول نوعه.
import-error-mapping-missing-field = ينقص عمود. اختر عمودًا لأحد الحقول: { $word }
import-error-mapping-no-vocabulary = الجدول { $number } في خريطة الأعمدة يستخدم قائمة كلمات غير موجودة: { $word }
import-error-nothing-fits = لا يمكن استيراد أي من الملفات.
import-error-database-away = تعذر الوصول إلى قاعدة البيانات مدة دقيقة. استأنف عندما تعود.
import-error-database = رفضت قاعدة البيانات المتابعة. التفاصيل في سجل الخادم.
import-error-reader = توقفت القراءة فجأة. استأنف للمحاولة من جديد.
import-error-undone-kept = سجلات بقيت لأن غيرها بُني عليها: { $number }. قيم بقيت لأن أحدًا غيّرها بعد ذلك: { $detail }.

import-field-external-id = المعرّف
import-field-key2 = المفتاح الثاني
import-field-event-id = معرّف الحدث
import-field-email = البريد الإلكتروني
import-field-phone = الهاتف
import-field-first-name = الاسم الأول
import-field-last-name = اسم العائلة
import-field-full-name = الاسم الكامل
import-field-company = الشركة
import-field-domain = نطاق الموقع
import-field-country = الدولة
import-field-region = المنطقة
import-field-segment = الشريحة
import-field-source = المصدر
import-field-medium = الوسيط
import-field-campaign = الحملة
import-field-channel = القناة
import-field-created-at = تاريخ الإنشاء
import-field-updated-at = تاريخ التحديث
import-field-stage = المرحلة
import-field-owner = المسؤول
import-field-persona = شخصية المشتري
import-field-score = درجة الملاءمة
import-field-value = القيمة المتوقعة
import-field-currency = العملة
import-field-consent-at = تاريخ الموافقة
import-field-lead = العميل المحتمل
import-field-entered-at = دخول المرحلة
import-field-actor = المنفّذ
import-field-reason = السبب
import-field-visitor = الزائر
import-field-kind = النوع
import-field-occurred-at = وقت الحدوث
import-field-responded = الاستجابة
import-field-name = الاسم
import-field-parent = الحملة الأم
import-field-start-date = البداية
import-field-end-date = النهاية
import-field-budget = الميزانية
import-field-sales-partner = شريك المبيعات
import-field-category = فئة التكلفة
import-field-amount = المبلغ
import-field-contacts = جهات الاتصال
import-field-account = الشركة
import-field-opened-at = تاريخ الفتح
import-field-expected-close = الإغلاق المتوقع
import-field-closed-at = تاريخ الإغلاق
import-field-outcome = النتيجة
import-field-lost-reason = سبب الخسارة
import-field-business = عمل جديد أو قائم
import-field-deal = الصفقة
import-field-happened-at = وقت الحدوث
import-field-note = ملاحظة
import-field-offered-at = وقت العرض
import-field-assigned-at = وقت الإسناد
import-field-assignee = المسند إليه
import-field-responded-at = أول استجابة
import-field-decided-at = وقت الجواب
import-field-returned-at = وقت الإرجاع
import-field-sla-hours = الساعات الموعودة لأول استجابة
import-field-gclid = معرّف نقرة Google
import-field-gbraid = معرّف نقرة Google (تطبيق)
import-field-wbraid = معرّف نقرة Google (من الويب إلى التطبيق)
import-field-msclkid = معرّف نقرة Microsoft
import-field-fbclid = معرّف نقرة Facebook
import-field-li-fat-id = معرّف نقرة LinkedIn
import-field-ctwa-clid = معرّف نقرة WhatsApp
