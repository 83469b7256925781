# النظرة العامة وما تشترك فيه التقارير
period-quarter-1 = الربع الأول { $year }
period-quarter-2 = الربع الثاني { $year }
period-quarter-3 = الربع الثالث { $year }
period-quarter-4 = الربع الرابع { $year }
period-quarter-only-1 = الربع الأول
period-quarter-only-2 = الربع الثاني
period-quarter-only-3 = الربع الثالث
period-quarter-only-4 = الربع الرابع
period-this-quarter = الربع الحالي
period-last-quarter = الربع السابق
period-this-month = الشهر الحالي
period-last-month = الشهر السابق
period-last-days = آخر { $n } يومًا
period-ytd = منذ بداية السنة
period-since-alignment = منذ بدء المواءمة
versus = عن { $period }
versus-to-day = عن { $period } حتى اليوم { $day }
growth-more = أكثر من { $period } بنسبة { $by }
growth-less = أقل من { $period } بنسبة { $by }

filter-period = الفترة
filter-compare = المقارنة
filter-region = المنطقة
filter-segment = الشريحة
filter-channel = القناة
filter-campaign = الحملة
filter-persona = شخصية المشتري
filter-owner = المسؤول
filter-source = المصدر
filter-trend = الاتجاه
filter-all = الكل
filter-without = دون قيمة
filter-ignored = لا توجد قيمة { $value } في «{ $name }»، لذلك تعرض الصفحة القيمة الافتراضية.
filter-ignored-blank = «{ $name }»: القيمة المطلوبة لا تعني شيئًا، لذلك تعرض هذه الصفحة الوضع المعتاد.
compare-previous = الفترة السابقة
compare-year = قبل سنة
compare-none = دون مقارنة
export-json = JSON

reason-no-leads = لا عملاء محتملين في هذه الفترة
reason-nobody-reached = لم يبلغ أحد هذه المرحلة
reason-no-deals-closed = لم تُغلق أي صفقة
reason-no-deals-won = لم تُربح أي صفقة
reason-no-deals-opened = لا صفقات بتاريخ فتح معروف
reason-no-durations = لا توجد صفقة رابحة معروفة التاريخين
reason-no-amounts = لا مبالغ معروفة
reason-no-costs = لم تُسجَّل تكاليف
reason-no-rates = لا سعر صرف لهذه المبالغ
reason-costs-not-split = لا تُسجَّل التكاليف حسب هذه التصفية
reason-no-customers = لا عملاء جدد
reason-not-reached = لم يبلغ النصف هذا الحد بعد
reason-immature = من المبكر معرفة ذلك
reason-no-history = لا توجد سنة سابقة للاستناد إليها
reason-nothing-before = لا شيء سابقًا للمقارنة به
reason-unattributed = لا ينتمي إلى أي قناة

delta-new = من لا شيء
delta-lacks = { $versus }: لا شيء للمقارنة ({ $reason })
interval-range = من { $lo } إلى { $hi }
rate-few = { $rate } (العدد قليل: { $n })
dash = –
sentences = { $a } { $b }

kpi-conversion = معدل تحويل العملاء المحتملين إلى عملاء
kpi-cycle = وسيط طول دورة المبيعات
kpi-cac = تكلفة اكتساب العميل (CAC)
kpi-revenue = الإيرادات
kpi-quality = العملاء المحتملون الجدد حسب الجودة
kpi-not-compared = دون مقارنة
kpi-conversion-note = حتى الآن { $won } من { $leads }، وما زال { $open } مفتوحًا
kpi-deals-won = { $n ->
    [zero] لا صفقات رابحة
    [one] صفقة رابحة واحدة
    [two] صفقتان رابحتان
    [few] { $n } صفقات رابحة
    [many] { $n } صفقة رابحة
   *[other] { $n } صفقة رابحة
}
kpi-cac-note = { $n ->
    [zero] { $cost } دون عملاء جدد
    [one] { $cost } لعميل جديد واحد
    [two] { $cost } لعميلين جديدين
    [few] { $cost } لعدد { $n } عملاء جدد
    [many] { $cost } لعدد { $n } عميلًا جديدًا
   *[other] { $cost } لعدد { $n } عميل جديد
}
def-conversion = نسبة من صاروا عملاء حتى الآن من العملاء المحتملين الذين وردوا في الفترة. وقد يصير من هم قيد المتابعة عملاء لاحقًا. تُقرأ الفترة السابقة حين كان عملاؤها المحتملون في عمر هؤلاء الآن. ويعرض الخط نسبة التحويل خلال { $days } يومًا من الورود، شهرًا بشهر. أما المستهدف فهو التحويل خلال { $days } يومًا، ولا يشمل إلا من مضى على وروده ذلك.
def-cycle = وسيط عدد الأيام من فتح الصفقة إلى ربحها، للصفقات المربوحة في الفترة. والصفقات التي ما زالت مفتوحة تجعله يبدو أقصر مما هو.
def-cac = كل تكاليف المبيعات والتسويق في الفترة مقسومة على عدد العملاء الجدد فيها. والعميل الجديد هو أول صفقة رابحة للحساب.
def-revenue = مبالغ الصفقات المربوحة في الفترة، بعملة مساحة العمل وبسعر صرف يوم الإغلاق.
def-quality = العملاء المحتملون الذين وردوا في الفترة. قيمة كل منهم ما جلبه أمثاله في المصدر وشخصية المشتري والشريحة خلال الاثني عشر شهرًا السابقة: نسبة من صاروا عملاء مضروبة في متوسط المبلغ. والعالية والمتوسطة والمنخفضة أثلاث تلك الأشهر، فنمو الثلث الأعلى يعني عملاء محتملين أفضل.
def-trend-conversion = من صاروا عملاء خلال { $days } يومًا من ورودهم، مقسومًا على عدد من وردوا في الشهر ومضى على ورودهم { $days } يومًا على الأقل.
def-trend-cycle = وسيط عدد الأيام من فتح الصفقة إلى ربحها، للصفقات المربوحة في الشهر.
def-trend-cac = كل تكاليف المبيعات والتسويق في الشهر مقسومة على عدد العملاء الجدد فيه.
def-trend-revenue = مبالغ الصفقات المربوحة في الشهر.
fact-period = الفترة
fact-records = السجلات
fact-n = العدد: { $n }
fact-interval = مجال الثقة { "\u2066" }95%{ "\u2069" }
fact-comparison = المقارنة

quality-mean = القيمة المتوقعة لكل عميل محتمل: { $mean }
quality-third = القيمة المتوقعة
quality-leads = العدد
quality-value = متوسط القيمة
quality-high = عالية
quality-middle = متوسطة
quality-low = منخفضة
quality-note = أثلاث العملاء المحتملين في الاثني عشر شهرًا السابقة

trend-switch = المؤشر المعروض
trend-conversion = التحويل
trend-cycle = الدورة
trend-cac = التكلفة
trend-revenue = الإيرادات
kpi-trend-conversion = التحويل خلال { $days } يومًا حسب شهر الورود
kpi-trend-cycle = وسيط طول دورة المبيعات شهريًا
kpi-trend-cac = تكلفة اكتساب العميل (CAC) شهريًا
kpi-trend-revenue = الإيرادات شهريًا
trend-alignment-began = بدأت المواءمة في { $date }
trend-takeaway = { $after } في { $now }، بعد { $before } في { $then }.
trend-matures-one = { $month } ليس نهائيًا لحداثة عملائه المحتملين، ويكتمل في { $date }.
trend-matures = الأشهر المرسومة بخط متقطع ليست نهائية لحداثة عملائها المحتملين. يكتمل { $first } في { $from }، و{ $last } في { $to }.
trend-matures-on = يكتمل في { $date }
trend-running = { $month } محسوب حتى { $date }.
trend-so-far = حتى الآن
trend-final = نهائي
trend-empty = لا أشهر للعرض

col-month = الشهر
col-won = صاروا عملاء في المدة
col-leads-of-age = عملاء محتملون اكتملت مدتهم
col-deals-won = الصفقات الرابحة
col-cost = التكلفة
col-customers = العملاء الجدد
col-state = الحالة
col-stage = المرحلة
col-reached = بلغوها
col-moved-on = انتقلوا
col-waits = قيد الانتظار
col-recycled = أُعيدوا إلى الرعاية
col-ended = خسارة أو استبعاد
col-skipped = تجاوزوها
col-next = إلى المرحلة التالية
col-cumulative = من الكل

stages-lead = عملاء محتملون
stages-mql = مؤهلون تسويقيًا
stages-sal = مقبولون من المبيعات
stages-sql = مؤهلون بيعيًا
stages-opportunity = فرص بيعية
stages-won = عملاء
funnel-title = مسار تحويل العملاء المحتملين
funnel-takeaway = { $leads ->
    [zero] { $period }: لم يرد عملاء محتملون.
    [one] { $period }: ورد عميل محتمل واحد، صار { $rate } عملاء حتى الآن، وما زال { $open } مفتوحًا.
    [two] { $period }: ورد عميلان محتملان، صار { $rate } منهما عملاء حتى الآن، وما زال { $open } مفتوحًا.
    [few] { $period }: ورد { $leads } عملاء محتملين، صار { $rate } منهم عملاء حتى الآن، وما زال { $open } مفتوحًا.
    [many] { $period }: ورد { $leads } عميلًا محتملًا، صار { $rate } منهم عملاء حتى الآن، وما زال { $open } مفتوحًا.
   *[other] { $period }: ورد { $leads } عميل محتمل، صار { $rate } منهم عملاء حتى الآن، وما زال { $open } مفتوحًا.
}
funnel-takeaway-none = { $period }: لم يرد عملاء محتملون.
funnel-empty = لا عملاء محتملين لمتابعتهم
funnel-note = يُعدّ كل عميل محتمل في أبعد مرحلة بلغها حتى الآن. ومن هم قيد الانتظار ليسوا خسارة.
funnel-skips = تجاوزوا مراحل دون توقف: { $list }.
funnel-skipped = { $stage }: { $n }
funnel-won-after-recycling = { $n ->
    [zero] لم يُكتسب عميل بعد إعادته إلى الرعاية.
    [one] اكتُسب عميل واحد بعد إعادته إلى الرعاية.
    [two] اكتُسب عميلان بعد إعادتهما إلى الرعاية.
    [few] اكتُسب { $n } عملاء بعد إعادتهم إلى الرعاية.
    [many] اكتُسب { $n } عميلًا بعد إعادتهم إلى الرعاية.
   *[other] اكتُسب { $n } عميل بعد إعادتهم إلى الرعاية.
}
funnel-waits = { $n } قيد الانتظار
funnel-recycled = { $n ->
    [zero] لم يُعَد أحد إلى الرعاية
    [one] { $n } أُعيد إلى الرعاية
    [two] { $n } أُعيدا إلى الرعاية
    [few] { $n } أُعيدوا إلى الرعاية
    [many] { $n } أُعيدوا إلى الرعاية
   *[other] { $n } أُعيدوا إلى الرعاية
}
funnel-ended = { $n } خسارة أو استبعاد

start-title = متى بدأتم؟
start-body = حدّد اليوم الذي بدأ فيه فريقا المبيعات والتسويق العمل باتفاقهما، فيظهر على كل اتجاه وتمكن مقارنة ما قبله بما بعده.
start-body-ask = لم يُحدَّد بعد اليوم الذي بدأ فيه فريقا المبيعات والتسويق العمل باتفاقهما. يمكن لمسؤول النظام تحديده من الإعدادات.
start-action = تحديد بدء المواءمة

first-title = لا بيانات بعد
first-body = استورد العملاء المحتملين والصفقات لتمتلئ هذه الصفحة تلقائيًا. تُقبل ملفات CSV وExcel كما هي، ولا يُحفظ شيء قبل معاينته.
first-body-ask = لم يستورد أحد عملاء محتملين أو صفقات بعد. يمكن ذلك لمن له صلاحية الاستيراد.
first-action = استيراد ملفات
first-leads = العملاء المحتملون ومراحلهم
first-leads-body = من ورد ومتى ومن أين وإلى أي مرحلة بلغ: يحتاجها التحويل والمسار والجودة.
first-leads-action = استيراد العملاء المحتملين
first-deals = الصفقات
first-deals-body = متى فُتحت وكيف انتهت وبأي مبلغ: تحتاجها دورة المبيعات ونسبة الربح والإيرادات.
first-deals-action = استيراد الصفقات
first-costs = التكاليف
first-costs-body = الإعلانات والأدوات والرواتب بتواريخها: تحتاجها تكلفة اكتساب العميل.
first-costs-action = استيراد التكاليف
first-start = بدء المواءمة
first-start-body = اليوم الذي بدأ فيه الفريقان العمل باتفاقهما: يظهر على كل اتجاه.
first-start-action = تحديد اليوم

file-figure = الرقم
file-value = القيمة
file-numerator = البسط
file-denominator = المقام
file-n = العدد
file-lo = حد الثقة الأدنى (95 بالمئة)
file-hi = حد الثقة الأعلى (95 بالمئة)
file-unit = الوحدة
file-currency = العملة
