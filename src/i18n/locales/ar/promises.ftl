# ما يتعهد به الفريقان بشأن التسليمات.
promises-title = اتفاقيات التسليم
promises-lede = سرعة رد المبيعات على العميل المحتمل المعروض، وأسباب الرفض، والعملاء المحتملون الذين يُعرضون تلقائيًا.
promises-read-only = سرعة رد المبيعات على العميل المحتمل المعروض، وأسباب الرفض، والعملاء المحتملون الذين يُعرضون تلقائيًا. التغيير للمديرين ومسؤولي النظام.
promise-usual = الاتفاقية المعتادة
promise-saved = تم الحفظ
promise-stale = غيّر شخص آخر هذا في أثناء ذلك. الحفظ مرة أخرى يحل محل الموجود الآن.
promise-actions = الإجراء
promise-change = تعديل
promise-up = نقل إلى أعلى:
promise-down = نقل إلى أسفل:
promise-on = نعم
promise-off = لا
promise-never = أبدًا
promise-state = الحالة
promise-unused = غير مستخدم
promise-version = الإصدار
promise-version-n = الإصدار { $n }
promise-older = { $n ->
    [zero] لا مؤقت جاريًا على إصدار أقدم
    [one] مؤقت واحد جارٍ على إصدار أقدم
    [two] مؤقتان جاريان على إصدار أقدم
    [few] { $n } مؤقتات جارية على إصدار أقدم
    [many] { $n } مؤقتًا جاريًا على إصدار أقدم
   *[other] { $n } مؤقت جارٍ على إصدار أقدم
}

promise-policies = اتفاقيات مستوى الخدمة (SLA)
promise-policies-take = أول اتفاقية يستوفي العميل المحتمل شروطها هي اتفاقيته. كل تعديل إصدار جديد للتسليمات الجديدة، والمؤقتات الجارية تبقى على إصدارها. وتبقى دائمًا اتفاقية واحدة لجميع العملاء المحتملين.
promise-add-policy = اتفاقية جديدة
promise-change-policy = تعديل اتفاقية
promise-new-policy-lede = تُطبَّق قبل سائر الاتفاقيات؛ انقلها إلى أسفل إن كان ينبغي أن تأتي بعدها.
promise-policy-lede = الحفظ ينشئ إصدارًا جديدًا للتسليمات الجديدة. والمؤقتات الجارية تبقى على الإصدار الذي بدأت به.
promise-name = الاسم
promise-for = تشمل
promise-every-lead = جميع العملاء المحتملين
promise-never-reached = لا يُصل إليها: اتفاقية فوقها تشمل الجميع
promise-retire = إيقاف
promise-retire-warning = لن تُطبَّق على أي تسليم جديد. والمؤقتات الجارية تبقى عليها.
promise-retire-now = إيقاف الآن

promise-conditions = الشروط
promise-conditions-hint = قيمة في كل سطر، وتكفي أي واحدة منها. يجب استيفاء جميع الشروط المعبأة. وإن لم يُعبأ شيء فهي لجميع العملاء المحتملين.
promise-sources = المصدر
promise-channels = القناة
promise-personas = شخصية المشتري
promise-regions = المنطقة
promise-segments = الشريحة
promise-known = المستخدم: { $values }
promise-known-some = المستخدم: { $values } وغيرها
promise-min-score = الحد الأدنى للدرجة
promise-min-value = الحد الأدنى للقيمة المتوقعة
promise-condition = { $what }: { $values }
promise-score-from = الدرجة من { $n } فأكثر
promise-value-from = القيمة من { $amount } فأكثر
promise-and = { $a }؛ { $b }

promise-windows = المهل
promise-day-hint = كلها بوقت عمل المبيعات، ويوم عملهم المعتاد { $length }.
promise-assign = الإسناد خلال
promise-touch = أول تواصل خلال
promise-decide = القرار خلال
promise-expire = ينتهي العرض دون قرار بعد ذلك بـ
promise-expire-short = ينتهي بعد
promise-expire-hint = إن تُرك فارغًا فلا ينتهي العرض أبدًا.
promise-unit-of = الوحدة: { $what }
promise-unit-minutes = دقائق
promise-unit-hours = ساعات
promise-unit-days = أيام عمل
promise-span-minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
promise-span-hours = { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
promise-span-days = { $n ->
    [zero] { $n } يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $n } أيام عمل
    [many] { $n } يوم عمل
   *[other] { $n } يوم عمل
}
promise-span-calendar-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
promise-around = المؤقت لا يتوقف: تُحتسب الليالي وعطل نهاية الأسبوع والإجازات، واليوم 24 ساعة
promise-clock = المؤقت
promise-around-short = على مدار الساعة
promise-calendar = تقويم المبيعات

promise-escalation = التصعيد
promise-escalation-hint = يُنبَّه المندوب عند الخطر وعند تجاوز المهلة. والباقي باختياركم.
promise-at-risk = في خطر من
promise-tell-manager = تنبيه المدير عند تجاوز المهلة
promise-tell-manager-short = تنبيه المدير عند التجاوز
promise-again = تنبيه ثانٍ بعد التجاوز بـ
promise-again-hint = إن تُرك فارغًا فلا تنبيه ثانيًا.
promise-reassign = إسناد إلى غيره بعد التجاوز بـ
promise-reassign-hint = إن تُرك فارغًا بقي لدى مندوبه.
promise-effort = المحاولات
promise-effort-hint = أقل من هذا العدد من مرات التواصل خلال هذه الأيام بعد القبول يُعدّ محاولات غير كافية.
promise-effort-of = { $k } خلال { $n } يومًا
promise-attempts = مرات التواصل
promise-attempt-days = الأيام

promise-reasons = أسباب الرفض والإعادة
promise-reasons-take = كل سبب يحدد مصير العميل المحتمل. أول ستة أسباب مستخدمة على مفاتيح الأرقام في صندوق التسليمات، والباقي تحت «المزيد».
promise-add-reason = سبب جديد
promise-change-reason = تعديل سبب
promise-reason-lede = يسري التعديل على الردود من الآن.
promise-reason = السبب
promise-reason-name = الاسم
promise-reason-word = إن تُرك فارغًا سُمي «{ $word }» بلغة كل قارئ.
promise-reason-key = مفتاح الرقم
promise-more = المزيد
promise-reason-active = مستخدم
promise-outcome = مصير العميل المحتمل
promise-outcome-back = إعادة إلى التسويق
promise-outcome-recycle = عودة لاحقًا
promise-outcome-disqualify = استبعاد
promise-recycle-days = العودة بعد أيام
promise-recycle-hint = فقط عندما يعود العميل المحتمل لاحقًا.
promise-recycle-after = { $n ->
    [zero] عودة بعد { $n } يوم
    [one] عودة بعد يوم واحد
    [two] عودة بعد يومين
    [few] عودة بعد { $n } أيام
    [many] عودة بعد { $n } يومًا
   *[other] عودة بعد { $n } يوم
}

promise-rules = العرض بقاعدة
promise-rules-take = عندما ينقل شخص أو مصدر مباشر عميلًا محتملًا إلى MQL، تعرضه فورًا أول قاعدة مستخدمة يستوفي شروطها. أما الملفات المستوردة فتاريخ لا يعرض شيئًا.
promise-no-rules = لا قواعد بعد: كل عرض يقدمه شخص.
promise-add-rule = قاعدة جديدة
promise-change-rule = تعديل قاعدة
promise-rule-conditions = أي عملاء محتملين
promise-rule-offer = العرض
promise-rule-offer-hint = الأولوية لمسؤول الحساب أو صفقته المفتوحة، ما لم يُسمَّ شخص. وإن تعذر الإسناد أُدرج العميل المحتمل في القائمة مع السبب.
promise-rule-active = مستخدمة
promise-rule-on = مستخدمة
promise-route = إلى
promise-route-person = شخص
promise-route-queue = قائمة انتظار المبيعات
promise-route-round_robin = بالتناوب
promise-person = الشخص
promise-nobody = لا أحد
promise-note = لماذا الآن
promise-note-hint = تقرؤه المبيعات مع العميل المحتمل.

error-promise-list = 100 قيمة على الأكثر، كل منها 200 حرف على الأكثر
error-promise-number = اكتب رقمًا، مثل 70
error-promise-amount = اكتب مبلغًا أكبر من 0 بعملة مساحة العمل، مثل 12500
error-promise-window = اكتب رقمًا صحيحًا أكبر من 0، بحد أقصى سنة
error-promise-share = اكتب رقمًا صحيحًا من 1 إلى 99
error-promise-attempts = اكتب رقمًا صحيحًا من 1 إلى 100
error-promise-attempt-days = اكتب رقمًا صحيحًا من 1 إلى 365
error-promise-recycle = اكتب عدد أيام صحيحًا من 1 إلى 3650
error-promise-last = هذه آخر اتفاقية لجميع العملاء المحتملين. أنشئ قبلها اتفاقية أخرى بلا شروط حتى لا يبقى عميل محتمل دون اتفاقية.
error-promise-last-reason = هذا آخر سبب مستخدم
error-promise-person = اختر شخصًا من المبيعات
error-promise-note = استخدم 4000 حرف على الأكثر

audit-verb-not_offered = تعذر العرض بقاعدة
audit-kind-sla_policy = اتفاقية مستوى الخدمة
audit-kind-handoff_reason = سبب رفض أو إعادة
audit-kind-offer_rule = قاعدة عرض
audit-field-position = الترتيب
audit-field-conditions = الشروط
audit-field-around_the_clock = على مدار الساعة
audit-field-assign = مهلة الإسناد
audit-field-touch = مهلة أول تواصل
audit-field-decide = مهلة القرار
audit-field-expire = الانتهاء
audit-field-at_risk = في خطر
audit-field-tell_manager = تنبيه المدير عند التجاوز
audit-field-tell_again = تنبيه ثانٍ
audit-field-reassign = إسناد إلى غيره
audit-field-attempts = المحاولات
audit-field-outcome = مصير العميل المحتمل
audit-field-active = مستخدم
audit-field-route = إلى من
audit-field-note = ملاحظة
