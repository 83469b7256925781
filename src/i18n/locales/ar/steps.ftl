# الخطوات التالية مع العملاء المحتملين المقبولين، وتأهيلهم
steps-title = الخطوات التالية
steps-lede = ما الذي يلي مع كل عميل محتمل مقبول، ومتى.
steps-tab-new = جديد
steps-tab-today = اليوم
steps-tab-overdue = متأخر
steps-tab-later = لاحقًا
steps-tab-done = منجز
steps-none-today = لا شيء مستحق اليوم.
steps-none-overdue = لا شيء متأخر.
steps-none-later = لا شيء مخطط لاحقًا.
steps-none-done = لم تُنجز أي خطوة بعد.
steps-person = لمن
steps-everybody = للجميع
steps-show = عرض
step-finish = تمت
step-move = يوم آخر
step-due-today = موعدها اليوم
step-due = موعدها { $day }
step-done-at = أُنجزت { $when }
step-late = { $n ->
    [zero] بلا تأخير
    [one] متأخرة يومًا واحدًا
    [two] متأخرة يومين
    [few] متأخرة { $n } أيام
    [many] متأخرة { $n } يومًا
   *[other] متأخرة { $n } يوم
}
step-because = لا خطوة تالية: { $why }
step-finish-title = تمت هذه الخطوة
step-finish-save = تمت
step-move-title = يوم آخر لهذه الخطوة
step-move-save = حفظ
step-lede = { $what }، موعدها { $day }
step-what = الخطوة
step-due-label = الموعد
step-next = ما الذي يلي
step-next-what = الخطوة التالية
step-next-due = الموعد
step-nothing = أو لا خطوة تالية
step-because-label = لا خطوة تالية، والسبب
step-because-hint = فقط إذا كان العميل المحتمل سيُترك الآن. ما تكتبه هنا يُقدَّم على الخطوة التالية أعلاه.
step-finished = تمت الخطوة.
step-moved = نُقلت الخطوة.
step-resumed = فُتحت الخطوة من جديد.
step-done-before = هذه الخطوة منجزة من قبل. لم يتغير شيء.
step-too-late = تُفتح الخطوة من جديد خلال 10 دقائق، ويفتحها من أنجزها، ما دامت المبيعات تعمل على العميل المحتمل. لم يتغير شيء.
error-step-next = اكتب ما الذي يلي، أو لماذا لا يلي شيء
error-step-what = اكتب ما المطلوب
error-step-day = اختر يومًا من اليوم فصاعدًا، خلال عشر سنوات على الأكثر

qualify = تأهيل
qualify-open-deal = فتح الصفقة
qualify-criteria = معايير SQL
qualify-lede = ضع علامة على ما تعرفه. يصبح العميل المحتمل SQL، ويُفتح نموذج صفقته.
handoff-qualify-title = تأهيل هذا العميل المحتمل
handoff-qualify-save = تأهيل وفتح الصفقة
qualify-because = لماذا يُعد SQL رغم ذلك
qualify-because-hint = مطلوب إذا نقصت علامة.
criterion-need = الحاجة
criterion-need-hint = ذكروا مشكلة نحلّها.
criterion-budget = الميزانية
criterion-budget-hint = المال متوفر، أو هناك سبيل إليه.
criterion-authority = صلاحية القرار
criterion-authority-hint = نتحدث مع صاحب القرار، أو نعرف من هو.
criterion-timing = التوقيت
criterion-timing-hint = ينوون اتخاذ القرار خلال الأشهر القادمة.
qualified = أصبح العميل المحتمل SQL. وهذا نموذج صفقته.
qualified-before = هذا العميل المحتمل SQL من قبل. لم يتغير شيء.
qualified-by = التأهيل: { $name }، { $when }.
qualified-met = متحقق: { $list }.
qualified-missing = غير متحقق: { $list }. سبب التأهيل رغم ذلك: { $why }
qualified-parts = { $all } { $part }
error-qualify-because = اكتب لماذا يُعد SQL رغم نقص علامة

away-until = أنت في إجازة حتى نهاية { $day }
away-until-label = إجازة من اليوم، وآخر يوم فيها
away-back = عدت

audit-verb-finished = إنجاز خطوة تالية
audit-verb-qualified = تأهيل عميل محتمل
audit-verb-rescheduled = نقل خطوة تالية إلى يوم آخر
audit-verb-resumed = إعادة فتح خطوة تالية
audit-field-next_step = الخطوة التالية
