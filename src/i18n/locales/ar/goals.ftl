# الأهداف المشتركة: أرقام لها مسؤولون ومستهدفات مؤرخة
nav-goals = الأهداف المشتركة
nav-goals-short = الأهداف
goals-lede = الأرقام التي يتحمل فريقا المبيعات والتسويق مسؤوليتها معًا، ولكل منها مستهدف ومسؤول في كل فريق.
goals-none-judged = لا مستهدف يمكن الحكم عليه بعد.
goals-only-missed = المستهدف الوحيد الذي يمكن الحكم عليه لم يتحقق.
goals-only-met = المستهدف الوحيد الذي يمكن الحكم عليه تحقق أو يسير وفق المسار.
goals-on-pace = { $n ->
    [two] المتحقق أو السائر وفق المسار: { $met } من مستهدفين يمكن الحكم عليهما.
    [few] المتحقق أو السائر وفق المسار: { $met } من { $n } مستهدفات يمكن الحكم عليها.
    [many] المتحقق أو السائر وفق المسار: { $met } من { $n } مستهدفًا يمكن الحكم عليها.
   *[other] المتحقق أو السائر وفق المسار: { $met } من { $n } مستهدف يمكن الحكم عليها.
}
goals-all-owned = لكل رقم مسؤول في الفريقين.
goals-unowned = { $n ->
    [zero] لكل رقم مسؤول في الفريقين.
    [one] رقم واحد ينقصه مسؤول في أحد الفريقين.
    [two] رقمان ينقصهما مسؤول في أحد الفريقين.
    [few] { $n } أرقام ينقصها مسؤول في أحد الفريقين.
    [many] { $n } رقمًا ينقصها مسؤول في أحد الفريقين.
   *[other] { $n } رقم ينقصها مسؤول في أحد الفريقين.
}
goals-note = «الآن» هو الربع الحالي حتى اليوم كما في النظرة العامة، أما التحويل فأحدث شهر اكتملت مدة جميع عملائه المحتملين. والعلامة الداكنة هي المستهدف، والفاتحة ما يستحق منه حتى اليوم.
goals-col-number = الرقم
goals-col-now = الآن
goals-col-target = المستهدف
goals-col-state = الحالة

goal-conversion = التحويل خلال { $days } يومًا
goal-conversion-of = من عملاء محتملين مضى على ورودهم { $days } يومًا على الأقل؛ والنظرة العامة تعدّ الجميع حتى الآن
goal-growth = نمو الإيرادات خلال سنة
goal-leads = العملاء المحتملون الجدد
goal-win-rate = نسبة الربح
goal-quality = القيمة المتوقعة للعميل المحتمل الجديد
def-goal-growth = إيرادات الفترة مطروحًا منها إيرادات الفترة نفسها قبل سنة، مقسومًا على الأخيرة.
def-goal-leads = العملاء المحتملون الذين وردوا في الفترة.
def-goal-win-rate = عدد الصفقات الرابحة مقسومًا على عدد الصفقات الرابحة والخاسرة، من الصفقات التي أُغلقت في الفترة.
def-goal-quality = متوسط قيمة العملاء المحتملين الجدد: ما جلبه أمثالهم في المصدر وشخصية المشتري والشريحة خلال الاثني عشر شهرًا السابقة.
goal-more-is-better = الأكثر أفضل
goal-less-is-better = الأقل أفضل: المستهدف حد أعلى
goal-rule-sum = تُجمع المستهدفات الشهرية على الفترة، وجزء الشهر بعدد أيامه. وما دامت الفترة جارية فالمستحق منها ما كانت الفترة نفسها قبل سنة قد بلغته حتى اليوم ذاته، وإن لم توجد فخط مستقيم.
goal-rule-level = المستهدف الساري في آخر يوم مضى من الفترة يسري عليها كلها.
fact-target = المستهدف
fact-direction = الاتجاه الأفضل
fact-target-rule = كيف يُقرأ المستهدف

target-on-pace = المستهدف { $target }، وفق المسار
target-just-behind = المستهدف { $target }، متأخر قليلًا عن المسار
target-behind = المستهدف { $target }، متأخر عن المسار
target-too-early = المستهدف { $target }، من المبكر الحكم
target-judged-from = المستهدف { $target }، يُحكم عليه بدءًا من { $date }
target-only = المستهدف { $target }
target-within = { $target } خلال { $days } يومًا
target-partial = لا يغطي المستهدف الفترة كلها
target-filtered = المستهدفات لجميع السجلات
target-set = تحديد مستهدف

goal-standing = أين يقف الآن
goal-now = الآن ({ $period })
goal-due = المستحق حتى اليوم
goal-see-trend = عرض الاتجاه
goal-set-target = تحديد مستهدف
goal-field-month = بدءًا من شهر
goal-hint-month = يسري من هذا الشهر حتى المستهدف التالي، وتبقى للأشهر السابقة مستهدفاتها.
goal-field-value = المستهدف
goal-hint-sum = لشهر واحد، وتُجمع الأشهر للفترات الأطول.
goal-hint-level = القيمة نفسها للشهر والربع والسنة.
goal-unit-days = أيام
goal-unit-leads = شهريًا
goal-save-target = حفظ المستهدف
goal-end-target = دون مستهدف من هذا الشهر
goal-targets = المستهدفات حسب الشهر
goal-no-targets-yet = لم يُحدَّد مستهدف بعد.
goal-change = تغيير
goal-change-month = تغيير { $month }
goal-remove = إزالة
goal-remove-month = إزالة المستهدف بدءًا من { $month }
goal-planned = مخطط
goal-over = انتهى
goal-in-force = سارٍ
goal-ended = دون مستهدف
goal-owners = المسؤولون
goal-owners-hint = شخص واحد من كل فريق مسؤول عن هذا الرقم.
goal-nobody = لا أحد بعد
goal-no-owner = دون مسؤول
goal-nobody-in-team = لا أحد في هذا الفريق بعد.
goal-save-owners = حفظ المسؤولين
goal-saved = حُفظ
goal-stale = غيّر شخص آخر هذا الرقم في الأثناء. الحفظ مرة أخرى يستبدل القيمة الحالية.
goal-stands = القيمة الحالية بدءًا من { $month }
goal-yours = قيمتك
goal-history = من غيّر ماذا
goal-when = متى
goal-what = ماذا
goal-who = من
goal-by-command = سطر الأوامر
goal-was-set = المستهدف بدءًا من { $month }: { $target }
goal-was-ended = دون مستهدف بدءًا من { $month }
goal-was-removed = أُزيل المستهدف بدءًا من { $month }
goal-owners-changed = تغيّر المسؤول: { $fields }
goal-marketing-owner = التسويق
goal-sales-owner = المبيعات

error-goal-month = اختر شهرًا من القائمة
error-goal-ratio = اكتب نسبة مئوية أكبر من صفر ولا تتجاوز المئة، مثل 6.5
error-goal-growth = اكتب نسبة مئوية، مثل 12
error-goal-days = اكتب عدد أيام أكبر من صفر، مثل 30
error-goal-count = اكتب عددًا صحيحًا أكبر من صفر، مثل 250
error-goal-money = اكتب مبلغًا أكبر من صفر بعملة مساحة العمل، مثل 250000
error-goal-owner = اختر شخصًا من هذا الفريق
