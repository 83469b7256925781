# سلامة التسليم، وعمليات التسليم خلف كل رقم فيها
handoff-health-title = سلامة التسليم
handoff-health-lede = هل تتسلّم المبيعات ما يسلّمه التسويق، وفي الوقت المتفق عليه؟ عن العملاء المحتملين المعروضين في الفترة.
kpi-sla = الاستجابة الأولى ضمن المهلة (SLA)
def-sla = عدد عمليات التسليم التي تواصلت فيها المبيعات خلال وقت العمل المتفق عليه، مقسومًا على ما حُسم منها: ما جرى التواصل فيه في الوقت، أو انتهت مهلته. المتأخر وما لم يجر التواصل فيه إطلاقًا يُحسبان تجاوزًا. ويُستثنى المسحوب وما رُفض في الوقت دون تواصل، وما لم تحن مهلته لا يُحسب في أي من الجانبين.
kpi-acceptance = قبول التسليم
def-acceptance = عدد عمليات التسليم التي قبلتها المبيعات مقسومًا على ما قُبل أو رُفض أو انتهت صلاحيته، للعملاء المحتملين المعروضين في الفترة.
funnel-handed-over = عند التسليم: قُبل { $accepted } من عمليات التسليم المُجاب عنها في الفترة، وجرى التواصل في { $met } منها ضمن المهلة.
since-handoffs-none = لا عمليات تسليم منذ ذلك
since-handoffs = { $n ->
    [zero] لا عمليات تسليم منذ ذلك
    [one] عملية تسليم واحدة منذ ذلك
    [two] عمليتا تسليم منذ ذلك
    [few] { $n } عمليات تسليم منذ ذلك
    [many] { $n } عملية تسليم منذ ذلك
   *[other] { $n } عملية تسليم منذ ذلك
}

card-handoffs-sla = الاستجابة الأولى ضمن المهلة
def-handoffs-sla = { def-sla }
card-handoffs-acceptance = القبول
def-handoffs-acceptance = { def-acceptance }
card-handoffs-kept = المقبول الباقي
def-handoffs-kept = عدد عمليات التسليم المقبولة التي لم تُعَد لاحقًا مقسومًا على ما قُبل أو رُفض أو انتهت صلاحيته. الإعادة تكشف ما لا يظهر إلا بالحديث مع العميل، فهي تُنقص هذا الرقم لا نسبة القبول.
card-handoffs-untouched = مقبولة دون أي تواصل
def-handoffs-untouched = عدد عمليات التسليم المقبولة التي انتهت مهلتها ولم يتواصل أحد من المبيعات مع عميلها، مقسومًا على المقبولة التي انتهت مهلتها.
card-handoffs-response = وسيط الاستجابة الأولى
def-handoffs-response = وقت العمل منذ الإسناد الذي جرى خلاله التواصل مع نصف العملاء المحتملين (كابلان-ماير). من لم يجر التواصل معهم بعد يُحسبون منتظرين، فلا يُحسّن الإهمالُ الرقم.
card-handoffs-speed = وسيط سرعة الوصول إلى العميل
def-handoffs-speed = الوقت الفعلي من التفاعل الذي جعل العميل المحتمل جاهزًا للمبيعات إلى أول تواصل: ما شعر به المشتري. من لم يجر التواصل معهم بعد يُحسبون منتظرين.
card-handoffs-decision = وسيط مدة القرار
card-handoffs-decision-note = بوقت العمل
def-handoffs-decision = وقت العمل من العرض إلى الرد، لعمليات التسليم التي قُبلت أو رُفضت.
card-handoffs-answered = رفضٌ رُدّ عليه
card-handoffs-answered-note = نصيب التسويق من الحوار
def-handoffs-answered = عدد عمليات الرفض والإعادة التي ردّ عليها التسويق مقسومًا على عددها كله.

handoffs-of = { $k } من { $n }
handoffs-n = { $n ->
    [zero] لا عمليات تسليم
    [one] عملية تسليم واحدة
    [two] عمليتا تسليم
    [few] { $n } عمليات تسليم
    [many] { $n } عملية تسليم
   *[other] { $n } عملية تسليم
}
handoffs-trend-sla = ضمن المهلة
handoffs-trend-acceptance = القبول
handoffs-trend-kept = المقبول الباقي
handoffs-months-sla = الاستجابة الأولى ضمن المهلة شهرًا بشهر
handoffs-months-acceptance = القبول شهرًا بشهر
handoffs-months-kept = المقبول الباقي شهرًا بشهر
handoffs-attempt = عمليات التسليم
handoffs-attempt-all = كل عمليات التسليم
handoffs-attempt-first = الأولى لكل عميل محتمل

handoffs-clocks = أين يمضي الوقت، وإلى أي حد يُوفى بالوعود
handoffs-clocks-note = مدد التأخير وسيطات. مئينات من جرى التواصل معهم تستثني المنتظرين، فتبدو أفضل من الوسيط أعلاه.
handoffs-line = المقياس
handoffs-value = القيمة
handoffs-of-how-many = من أصل
handoffs-line-assignment = من العرض إلى الإسناد
handoffs-line-system = تأخير النظام: من التفاعل إلى الإسناد
handoffs-line-human = تأخير الفريق: من الإسناد إلى التواصل
handoffs-line-unheld = ضمن المهلة دون احتساب التعليق
handoffs-line-window = جرى التواصل خلال المهلة، مع احتساب المرفوض
handoffs-line-routing = أُسند متأخرًا أو لم يُسند
handoffs-line-unworked = رُفض في الوقت دون تواصل
handoffs-line-attempts = محاولات أقل من المتفق عليه بعد القبول
handoffs-line-doubled = عملاء أو شركات عمل عليهم شخصان خلال 14 يومًا
handoffs-line-median = الاستجابة الأولى، وسيط من جرى التواصل معهم
handoffs-line-p75 = الاستجابة الأولى، ثلاثة من أربعة ممن جرى التواصل معهم خلال
handoffs-line-p90 = الاستجابة الأولى، تسعة من عشرة ممن جرى التواصل معهم خلال

handoff-waits = عملاء محتملون في الانتظار
handoff-waits-undecided = بلا رد بعد انتهاء مدة القرار
handoff-waits-untouched = قُبلت وتجاوزت المهلة دون أي تواصل
handoff-waits-note = القيمة هي عدد العملاء المحتملين مضروبًا فيما جلبه عميل من المصدر والشخصية والشريحة نفسها في العام السابق.
handoff-waits-none = لا أحد في الانتظار
handoff-waits-none-body = كل تسليم في الفترة جرى الرد عليه، وكل مقبول جرى التواصل معه، أو لم ينته وقته بعد.
def-handoff-waits = عملاء محتملون عُرضوا في الفترة ولا يعمل عليهم أحد: عروض بلا رد بعد انتهاء مدة القرار، ومقبولون تجاوزوا المهلة ولم يتواصل معهم أحد.
handoffs-count = عمليات التسليم
handoffs-worth = القيمة المتوقعة

handoffs-reasons = لماذا تعود عمليات التسليم
handoffs-reasons-none = لم يعد شيء
def-handoffs-reasons = عمليات التسليم المعروضة في الفترة التي رفضتها المبيعات، أو قبلتها ثم أعادتها، بحسب السبب المذكور. تكلفة العميل المحتمل هي تكلفة حملته في الفترة مقسومة على عدد من جلبتهم الحملة فيها.
handoffs-spent-takeaway = { $n ->
    [zero] لم يُنفق شيء على ما أُعيد.
    [one] أُنفق { $spent } على العميل المحتمل الوحيد المُعاد الذي لحملته تكاليف.
    [two] أُنفق { $spent } على عميلين محتملين مُعادين لحملتيهما تكاليف.
    [few] أُنفق { $spent } على { $n } عملاء محتملين مُعادين لحملاتهم تكاليف.
    [many] أُنفق { $spent } على { $n } عميلًا محتملًا مُعادًا لحملاتهم تكاليف.
   *[other] أُنفق { $spent } على { $n } عميل محتمل مُعاد لحملاتهم تكاليف.
}
handoffs-spent = ما أُنفق عليهم
handoffs-crossed = الأسباب بحسب الحملة والشخصية
handoffs-crossed-more = { $n ->
    [zero] لا صفوف أخرى.
    [one] صف واحد آخر في ملف التصدير.
    [two] صفان آخران في ملف التصدير.
    [few] { $n } صفوف أخرى في ملف التصدير.
    [many] { $n } صفًا آخر في ملف التصدير.
   *[other] { $n } صف آخر في ملف التصدير.
}

handoffs-by-channel = بحسب القناة
handoffs-by-team = بحسب الفريق
handoffs-by-rep = بحسب مندوب المبيعات
handoffs-by-rep-why = لمعرفة أين يحتاج العمل إلى دعم، بترتيب الأسماء. الأعداد الصغيرة لا تقول الكثير عن شخص.
handoffs-channel = القناة
handoffs-team = الفريق
handoffs-rep = مندوب المبيعات
handoffs-team-sales = المبيعات
handoffs-team-marketing = التسويق
handoffs-team-none = دون فريق
handoffs-unassigned = لا أحد بعد
handoffs-empty = لا شيء للمقارنة
handoffs-response = الاستجابة الأولى
handoffs-response-minutes = الاستجابة الأولى بدقائق العمل

handoffs-list-title = عمليات التسليم
handoffs-list-lede = عمليات التسليم خلف الرقم كما هي عليه.
handoffs-none-title = لا عمليات تسليم بعد
handoffs-none-body = التسليم هو عرض التسويق عميلًا محتملًا على المبيعات مع ردّها عليه. اعرض عميلًا محتملًا من صفحته أو استورد ملف handoffs.csv لتمتلئ هذه الأرقام.
handoffs-none-action = العملاء المحتملون الجاهزون للمبيعات
handoffs-behind = عرض
handoffs-lead = العميل المحتمل
handoffs-offered = تاريخ العرض
handoffs-state = الحالة
handoffs-touch = أول تواصل
handoffs-reason = السبب
handoffs-state-offered = بانتظار الرد
handoffs-state-accepted = مقبول
handoffs-state-rejected = مرفوض
handoffs-state-expired = انتهت صلاحيته
handoffs-state-withdrawn = مسحوب
handoffs-state-returned = مُعاد
handoffs-touch-met = في الوقت
handoffs-touch-met-late = متأخر
handoffs-touch-breached = تجاوز المهلة
handoffs-touch-waiting = لم تحن مهلته
handoffs-touch-none = خارج المهلة المتفق عليها
handoffs-reason-no-response = لا رد بعد ثلاث محاولات
handoffs-reason-bad-timing = توقيت غير مناسب
handoffs-reason-no-budget = لا ميزانية
handoffs-reason-wrong-contact = بيانات تواصل خاطئة
handoffs-reason-no-project = لا مشروع فعلي
handoffs-reason-too-small = أصغر من المطلوب
handoffs-reason-wrong-industry = قطاع غير مناسب
handoffs-reason-wrong-role = منصب غير مناسب
handoffs-reason-competitor = مرتبط بمنافس
handoffs-reason-duplicate = مكرر
handoffs-reason-territory = خارج المنطقة

behind-withdrawn = المسحوبة
behind-open = بانتظار الرد
behind-accepted = المقبولة
behind-kept = المقبولة الباقية
behind-returned = المُعادة
behind-rejected = المرفوضة
behind-expired = منتهية الصلاحية
behind-decided = المحسومة
behind-assigned = المُسندة
behind-met = تواصلٌ في الوقت
behind-breached = تجاوزت المهلة
behind-met-late = تواصلٌ متأخر
behind-settled = انتهت مهلتها أو جرى التواصل
behind-met-unheld = في الوقت دون احتساب التعليق
behind-settled-unheld = محسومة دون احتساب التعليق
behind-over = انتهت مهلتها
behind-rejected-unworked = مرفوضة دون تواصل
behind-accepted-over = مقبولة وانتهت مهلتها
behind-accepted-untouched = دون أي تواصل
behind-routing-due = حان إسنادها
behind-routing-breached = أُسندت متأخرة أو لم تُسند
behind-undecided = بلا رد منذ مدة طويلة
behind-sent-back = مرفوضة أو مُعادة
behind-answered = ردّ عليها التسويق
behind-engaged = تفاعلها معروف
behind-touched = جرى التواصل
behind-attempts-due = حان عدّ محاولاتها
behind-too-few = محاولاتها قليلة

filter-behind = عرض
filter-attempt = عمليات التسليم
filter-team = الفريق
filter-rep = مندوب المبيعات
filter-reason = السبب
filter-of-campaign = الحملة

reason-no-handoffs = لم يُعرض أي عميل محتمل على المبيعات
reason-none-settled = لم تنته أي مهلة بعد
reason-none-decided = لم يُرد على أي منها بعد
reason-none-accepted = لم يُقبل أي منها بعد
reason-none-assigned = لم تُسند إلى أحد بعد
reason-none-touched = لم يجر التواصل في أي منها بعد
reason-none-sent-back = لم يُرفض أي منها ولم يُعَد
reason-no-engagement = لم يُسجَّل ما جعل العملاء المحتملين جاهزين للمبيعات
reason-no-work = لا عمل مسجلًا لمندوبي المبيعات
