# مسار التحويل والأفواج
nav-funnel = مسار التحويل والأفواج
nav-funnel-short = المسار
funnel-more = مسار التحويل والأفواج
funnel-views = العرض
funnel-view-stages = المراحل
funnel-view-cohorts = الأفواج
funnel-view-durations = المدة في المراحل
funnel-view-outcomes = الربح والخسارة
funnel-lede-stages = إلى أين يصل العملاء المحتملون، وأين بقيتهم الآن، ومن يفوق غيره.
funnel-lede-cohorts = العملاء المحتملون لكل شهر، ومتابعتهم شهرًا بعد شهر.
funnel-lede-durations = كم يمكث العملاء المحتملون في كل مرحلة قبل مغادرتها.
funnel-lede-outcomes = أي الصفقات المغلقة رُبحت، ولماذا خُسرت البقية.
filter-view = العرض
filter-by = التقسيم
figure-interval = مجال الثقة { "\u2066" }95%{ "\u2069" }: { $range }
delta-said = { $way } { $by }

col-interval = مجال الثقة { "\u2066" }95%{ "\u2069" }
col-step = الانتقال
col-now = الآن
col-before = قبل
col-change = التغير
col-furthest = أبعد مرحلة
col-now-in = الوضع الآن
col-why = السبب
col-leads = العملاء المحتملون
col-entered = دخلوها
col-ratio = من المرحلة السابقة
col-against-rest = مقارنة بالبقية
col-arrived = الورود
col-so-far = حتى الآن
col-within = عملاء خلال { $days } يومًا
col-same-month = الشهر نفسه
col-median = الوسيط
col-mean = المتوسط
col-p75 = المئين 75
col-p90 = المئين 90
col-left = غادروها
col-still-there = ما زالوا فيها
col-undated = أيام مجهولة
col-errors = أخطاء بيانات
col-deals-closed = الصفقات المغلقة
col-deals-lost = الصفقات الخاسرة
col-share = النسبة
col-amount = المبلغ

funnel-compared = المقارنة في العمر نفسه
def-funnel-compared = يُقرأ العملاء المحتملون للفترة السابقة كما كانوا حين كان عمرهم كعمر عملاء هذه الفترة الآن، فلا يُقارن فوج حديث بفوج مكتمل.
funnel-compared-most = أكبر تغير: { $step }، { $after } بعد { $before }.
funnel-compared-none = لم يتغير أي انتقال بعدد يكفي للحكم: يلزم 30 عميلًا محتملًا في كل طرف.
funnel-step = { $from } ← { $to }
funnel-left = أين البقية الآن
left-still-here = قيد الانتظار
reason-not-given = دون ذكر سبب
reason-others = أسباب أخرى
funnel-left-most = أكثر الأسباب ذكرًا: { $reason }، عددهم { $n } عند «{ $stage }».
funnel-left-no-reasons = لم يُذكر سبب للمغادرة.
funnel-period = مسار الفترة: ما حدث في الفترة
def-funnel-period = من دخلوا كل مرحلة لأول مرة في الفترة، أيًا كان تاريخ ورودهم. تعدّ المراحل عملاء محتملين مختلفين، لذلك قد تتجاوز النسب { "\u2066" }100%{ "\u2069" } ولا مجال ثقة لها.
funnel-period-takeaway = من دخلوا المراحل في { $period }، أيًا كان تاريخ ورودهم. قد تتجاوز النسب { "\u2066" }100%{ "\u2069" }.
funnel-period-ratio = { $ratio } من المرحلة السابقة
funnel-period-empty = لم يحدث شيء
funnel-period-none = { $period }: لم يدخل أي عميل محتمل مرحلة.
funnel-split = جنبًا إلى جنب: { $by }
funnel-split-by = التقسيم حسب
funnel-to-mql = إلى MQL
funnel-to-sal = إلى SAL
funnel-to-sql = إلى SQL
funnel-to-opportunity = إلى فرصة بيعية
funnel-to-won = إلى عميل
funnel-customers = التحويل إلى عملاء
def-funnel-split = العملاء المحتملون لكل قيمة في الفترة وإلى أين وصلوا. تكون القيمة أعلى من البقية أو أدنى حين لا يشمل مجال الثقة { "\u2066" }95%{ "\u2069" } للفرق عن سائر العملاء المحتملين الصفر، ويُحكم بذلك ابتداءً من 30 في كل طرف.
funnel-split-note = الخط المنقط نسبة الكل، والنقاط الرمادية لأقل من 30 عميلًا محتملًا.
funnel-split-hidden = { $n ->
    [zero] كل القيم معروضة.
    [one] قيمة واحدة أقل عددًا غير معروضة، وهي في الملف.
    [two] قيمتان أقل عددًا غير معروضتين، وهما في الملف.
    [few] { $n } قيم أقل عددًا غير معروضة، وهي في الملف.
    [many] { $n } قيمة أقل عددًا غير معروضة، وهي في الملف.
   *[other] { $n } قيمة أقل عددًا غير معروضة، وهي في الملف.
}
funnel-split-same = نسبة الكل { $all }. لا فرق واضحًا بين أي قيمة والبقية.
funnel-split-above = نسبة الكل { $all }. أعلى من البقية بوضوح: { $above }.
funnel-split-below = نسبة الكل { $all }. أدنى من البقية بوضوح: { $below }.
funnel-split-both = نسبة الكل { $all }. أعلى من البقية بوضوح: { $above }. وأدنى: { $below }.
standing-above = أعلى
standing-below = أدنى
standing-same = لا فرق واضحًا
standing-few = العدد لا يكفي للحكم

cohorts-title = { $stage }: النسبة من العملاء المحتملين لكل شهر
cohorts-stage = المرحلة المبلوغة
cohorts-takeaway = { $months ->
    [zero] { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
    [one] بنهاية الشهر نفسه: { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
    [two] بنهاية الشهر الثاني: { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
    [few] بنهاية الشهر { $months }: { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
    [many] بنهاية الشهر { $months }: { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
   *[other] بنهاية الشهر { $months }: { $after } من عملاء { $now }، بعد { $before } من عملاء { $then }.
}
cohorts-note = المظلل بخطوط: ليس بعد، فالشهر لم ينته. وكلما اشتد اللون كبرت النسبة.
cohorts-not-yet = ليس بعد
cohorts-undated = { $n ->
    [zero] كل الأيام معروفة.
    [one] بلغها عميل محتمل واحد في يوم مجهول، فيُعدّ في «حتى الآن» فقط.
    [two] بلغها عميلان محتملان في يوم مجهول، فيُعدّان في «حتى الآن» فقط.
    [few] بلغها { $n } عملاء محتملين في يوم مجهول، فيُعدّون في «حتى الآن» فقط.
    [many] بلغها { $n } عميلًا محتملًا في يوم مجهول، فيُعدّون في «حتى الآن» فقط.
   *[other] بلغها { $n } عميل محتمل في يوم مجهول، فيُعدّون في «حتى الآن» فقط.
}
def-cohorts = العملاء المحتملون الذين وردوا في كل شهر، ونسبة من بلغوا المرحلة منهم بنهاية ذلك الشهر ثم الذي يليه وهكذا. تفتح كل خلية عملاءها.

durations-title = المدة في كل مرحلة
def-durations = مجموع مدد مكوث العميل المحتمل في المرحلة بحسب سجله. يُعدّ من غادروا المرحلة من عملاء الفترة، ومن بقوا فيها كانوا ليطيلوها.
durations-takeaway = الأطول: «{ $stage }»، ووسيطها { $days }.
durations-left = { $n ->
    [zero] لم يغادرها أحد
    [one] غادرها عميل محتمل واحد
    [two] غادرها عميلان محتملان
    [few] غادرها { $n } عملاء محتملين
    [many] غادرها { $n } عميلًا محتملًا
   *[other] غادرها { $n } عميل محتمل
}
durations-note = من بقوا في المرحلة ليسوا في هذه المدد، لذلك تبدو الأشهر الحديثة أسرع مما هي.
durations-empty = لا مدد للعرض
durations-empty-body = لم يغادر أي عميل محتمل في هذه الفترة مرحلة في يوم معروف.
durations-errors = أخطاء البيانات
durations-errors-takeaway = { $n ->
    [zero] لا أخطاء.
    [one] مدة واحدة تنتهي قبل أن تبدأ، وهي خارج المدد أعلاه.
    [two] مدتان تنتهيان قبل أن تبدآ، وهما خارج المدد أعلاه.
    [few] { $n } مدد تنتهي قبل أن تبدأ، وهي خارج المدد أعلاه.
    [many] { $n } مدة تنتهي قبل أن تبدأ، وهي خارج المدد أعلاه.
   *[other] { $n } مدة تنتهي قبل أن تبدأ، وهي خارج المدد أعلاه.
}
durations-leads = { $n ->
    [zero] لا عملاء محتملين
    [one] عميل محتمل واحد
    [two] عميلان محتملان
    [few] { $n } عملاء محتملين
    [many] { $n } عميلًا محتملًا
   *[other] { $n } عميل محتمل
}
reason-nobody-left = لم يغادر أحد هذه المرحلة بعد

win-rate-title = نسبة الربح
def-win-rate = الصفقات الرابحة مقسومة على الصفقات الرابحة والخاسرة، من الصفقات المغلقة في الفترة.
win-rate-takeaway = رُبح { $rate } من الصفقات المغلقة ({ $detail }).
win-rate-change = التغير: { $change }.
win-rate-empty = لا صفقات مغلقة
lost-title = لماذا خُسرت الصفقات
lost-takeaway = { $n ->
    [zero] لم تُخسر صفقات.
    [one] خُسرت صفقة واحدة، والسبب: { $reason }.
    [two] خُسرت صفقتان. أكثر الأسباب: { $reason }، { $share }.
    [few] خُسرت { $n } صفقات. أكثر الأسباب: { $reason }، { $share }.
    [many] خُسرت { $n } صفقة. أكثر الأسباب: { $reason }، { $share }.
   *[other] خُسرت { $n } صفقة. أكثر الأسباب: { $reason }، { $share }.
}
lost-takeaway-none = { $n ->
    [zero] لم تُخسر صفقات.
    [one] خُسرت صفقة واحدة دون ذكر سبب.
    [two] خُسرت صفقتان دون ذكر سبب.
    [few] خُسرت { $n } صفقات دون ذكر سبب.
    [many] خُسرت { $n } صفقة دون ذكر سبب.
   *[other] خُسرت { $n } صفقة دون ذكر سبب.
}
lost-empty = لا صفقات خاسرة
lost-empty-body = لم تُخسر أي صفقة في هذه الفترة.

lead-split = القيمة
lead-split-value = { $by }: { $name }
lead-reached-by = بلغوها حتى
lead-entered = دخلوا
lead-entered-in = { $stage }، { $period }
lead-reason = السبب
lead-time-in = المدة في المرحلة
time-in-known = غادروها
time-in-running = ما زالوا فيها
time-in-undated = أيام مجهولة
time-in-negative = خطأ بيانات
deal-customer = العميل
deal-customer-new = جديد
deal-credited = اللمسة الأولى
deal-took = المدة
took-between = من { $from } إلى { $to } يومًا
took-unknown = البداية مجهولة
took-negative = انتهت قبل أن تبدأ
clock-opportunity = منذ فتح الصفقة
clock-lead = منذ ورود العميل المحتمل
clock-first-touch = منذ اللمسة الأولى
source-unattributed = غير مسندة
filter-reached-by = بلغوها حتى
filter-entered = دخلوا
filter-entered-in = فترة الدخول
filter-time-in = المدة في المرحلة
filter-time = المعروف عن المدة
filter-split = التقسيم
filter-split-value = القيمة
filter-took = المدة
filter-took-from = القياس
filter-customer = العميل
