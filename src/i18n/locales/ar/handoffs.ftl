# التسليمات: صندوق المبيعات، وما يراه التسويق منه.
handoffs-views = العرض
handoffs-view-mine = تسليماتي
handoffs-view-team = الفريق
handoffs-view-done = المنجزة
handoffs-view-sent = المرسلة
handoffs-view-unassigned = بلا مسؤول
handoffs-view-n = { $name } { $n }
handoffs-over = تجاوزت المهلة
handoffs-soon = تنتهي مهلتها خلال ساعة
handoffs-later = لاحقًا
handoffs-waiting = قيد الانتظار في قائمة الفريق
handoffs-all = كل التسليمات
handoffs-choose = يمكن اختيار تسليم من القائمة.
handoffs-none-mine = لا تسليمات بانتظارك.
handoffs-none-team = لا شيء قيد الانتظار. لكل تسليم رد وتواصل.
handoffs-none-done = لا ردود منك على تسليمات بعد.
handoffs-none-sent = لا عروض منك على المبيعات بعد. يبدأ العرض من صفحة العميل المحتمل: «عرض على المبيعات».
handoffs-none-unassigned = لكل عرض مسؤول.
handoff-fit = الدرجة
handoff-lead-page = صفحة العميل المحتمل

handoff-state-offered = معروض
handoff-state-accepted = مقبول
handoff-state-rejected = مرفوض
handoff-state-expired = انتهى دون رد
handoff-state-withdrawn = مسحوب
handoff-state-returned = معاد
handoff-owed-rejected = مرفوض: ينتظر ردك
handoff-owed-returned = معاد: ينتظر ردك

unassigned-queue = في قائمة انتظار الفريق
unassigned-inactive = لا أحد يستقبل عملاء محتملين بعد
unassigned-on_leave = الجميع في إجازة
unassigned-not_working = لا أحد يعمل اليوم
unassigned-full = لدى الجميع أقصى ما يستقبلونه

clock-left = المتبقي: { $time }
clock-late = متأخر { $time }
clock-paused = المتبقي: { $time }، خارج ساعات العمل
clock-held = معلّق
clock-unassigned = بلا مسؤول
clock-met = تم التواصل بعد { $time }
clock-met-late = تم التواصل متأخرًا { $time }
clock-ended = انتهى دون تواصل
clock-due = موعد أول تواصل: { $when }
clock-resumes = تستأنف المهلة: { $when }
clock-used = مضى { $used } من { $window } من وقت العمل

handoff-accept = قبول
handoff-reject = رفض
handoff-return = إعادة
handoff-hold = تعليق
handoff-withdraw = سحب
handoff-assign = إسناد
handoff-assign-to = إسناده إلى
handoff-choose-person = اختيار شخص
handoff-offer-again = إعادة العرض
handoff-log = تسجيل تواصل
handoff-log-hint = تسجيل التواصل يقبل التسليم أيضًا ويوقف احتساب المهلة، ويمكن التراجع عنه.
handoff-outcome-none = دون نتيجة
handoff-why = لماذا أرسله التسويق
handoff-touches = نقاط الاتصال
handoff-history = سجل هذا التسليم
handoff-why-back = سبب الإعادة
handoff-by-rule = وفق القاعدة { $name }
handoff-warn-customer = الشركة عميل لدينا بالفعل.
handoff-warn-deal = توجد صفقة مفتوحة.
handoff-warn-deal-of = لدى { $name } صفقة مفتوحة هنا.
handoff-warn-owner = العميل المحتمل من مسؤولية { $name }.

handoff-reason = السبب
handoff-note = ملاحظة إلى التسويق
handoff-recycle = إعادة العرض ابتداءً من
handoff-recycle-hint = يُترك فارغًا لاتباع ما يقرره السبب.
handoff-reject-title = رفض هذا التسليم
handoff-reject-save = رفض وإعادة
handoff-return-title = إعادة هذا العميل المحتمل إلى التسويق
handoff-return-save = إعادة
handoff-goes-back = يعود العميل المحتمل إلى التسويق مع السبب.
handoff-goes-back-to = يعود العميل المحتمل إلى { $name } في التسويق مع السبب.
handoff-reason-until = { $reason }، من جديد ابتداءً من { $day }
handoff-hold-title = تعليق هذا التسليم
handoff-hold-save = تعليق
handoff-hold-lede = تتوقف المهلة حتى نهاية اليوم المحدد. يُعلَّق التسليم مرة واحدة.
handoff-hold-reason = السبب
handoff-hold-until = حتى نهاية يوم
handoff-reply-note = رد إلى المبيعات
handoff-agree = موافقة
handoff-contest = اعتراض
handoff-reply-agreed = وافق { $name }.
handoff-reply-contested = اعترض { $name }.

handoff-told-offered = عرض على المبيعات
handoff-told-offered-by = عرضه { $name }
handoff-told-assigned = أُسند إلى { $name }
handoff-told-queued = عاد إلى قائمة الانتظار
handoff-told-touched = أول تواصل
handoff-told-accepted = قبول
handoff-told-accepted-by = قبله { $name }
handoff-told-rejected = رفض
handoff-told-rejected-by = رفضه { $name }
handoff-told-returned = إعادة
handoff-told-returned-by = أعاده { $name }
handoff-told-replied = رد التسويق
handoff-told-replied-by = رد { $name }
handoff-told-held = معلّق حتى { $until }: { $why }

handoff-accepted = تم قبول التسليم وإبلاغ التسويق.
handoff-contacted = تم تسجيل التواصل.
handoff-rejected = تم الرفض، وعاد العميل المحتمل إلى التسويق.
handoff-returned = تمت الإعادة، وعاد العميل المحتمل إلى التسويق.
handoff-undone = تم التراجع.
handoff-withdrawn = تم سحب العرض.
handoff-assigned = تم الإسناد.
handoff-replied = تم إرسال الرد.
handoff-held = تم التعليق.

handoff-already-accepted = قبله { $name } في { $when }. لم يتغير شيء.
handoff-already-rejected = رفضه { $name } في { $when }. لم يتغير شيء.
handoff-already-returned = أعاده { $name } في { $when }. لم يتغير شيء.
handoff-already = حالة هذا التسليم الآن «{ $state }». لم يتغير شيء.
handoff-qualified = أهّلت المبيعات هذا العميل المحتمل، فلا يُعاد بعد ذلك. يمكن نقله إلى مرحلة أخرى بدلًا من ذلك.
handoff-held-before = عُلّق من قبل. يُعلَّق التسليم مرة واحدة فقط.
handoff-touched = تواصلت المبيعات مع هذا العميل المحتمل، فلا مهلة تُعلَّق.
handoff-too-late = { $n ->
    [zero] لم يعد التراجع ممكنًا.
    [one] يمكن التراجع عن الرد خلال دقيقة واحدة، ما لم يُبنَ عليه شيء.
    [two] يمكن التراجع عن الرد خلال دقيقتين، ما لم يُبنَ عليه شيء.
    [few] يمكن التراجع عن الرد خلال { $n } دقائق، ما لم يُبنَ عليه شيء.
    [many] يمكن التراجع عن الرد خلال { $n } دقيقة، ما لم يُبنَ عليه شيء.
   *[other] يمكن التراجع عن الرد خلال { $n } دقيقة، ما لم يُبنَ عليه شيء.
}
handoff-unavailable = هذا الشخص لا يستقبل عملاء محتملين أو هو في إجازة. يلزم اختيار شخص آخر.
error-handoff-reason = يلزم اختيار سبب
error-day-ahead = يلزم اختيار يوم بعد اليوم، خلال عشر سنوات
error-hold-reason = يلزم ذكر سبب التعليق
error-hold-until = يلزم اختيار يوم ابتداءً من اليوم، خلال 90 يومًا

bulk-title-offer = عرض عملاء محتملين على المبيعات
bulk-offered = { $n ->
    [zero] لم يُعرض أي عميل محتمل على المبيعات.
    [one] عُرض عميل محتمل واحد على المبيعات.
    [two] عُرض عميلان محتملان على المبيعات.
    [few] عُرض { $n } عملاء محتملين على المبيعات.
    [many] عُرض { $n } عميلًا محتملًا على المبيعات.
   *[other] عُرض { $n } عميل محتمل على المبيعات.
}
bulk-offered-none = لم يُعرض أي عميل محتمل.
bulk-offered-these = المعروضون ({ $n })
bulk-offer-unassigned = عُرض، لكن تعذر الإسناد إلى أحد ({ $n })
bulk-offer-already = لم يُعرض: معروض بالفعل ({ $n })
bulk-offer-with-sales = لم يُعرض: لدى المبيعات بالفعل ({ $n })
bulk-offer-unavailable = لم يُعرض: هذا الشخص لا يستقبل عملاء محتملين أو هو في إجازة ({ $n })
bulk-offer-out-of-sight = لم يُعرض: مؤرشف أو تم محو بياناته ({ $n })
offer-title = عرض على المبيعات
offer-save = عرض
offer-lede = يصل العميل المحتمل إلى المبيعات مع ملاحظتك، وتبدأ المهلة حين يصبح له مسؤول.
offer-to = إلى
offer-to-hint = تكون الأولوية لمسؤول الشركة أو صفقتها المفتوحة، ما لم يُحدَّد شخص.
offer-round-robin = صاحب الدور
offer-queue = قائمة انتظار الفريق
offer-note = لماذا الآن
offer-note-hint = ما يجعله جديرًا بالتواصل اليوم.
offer-know-first = للعلم أولًا:
offer-and = ·
offer-done = تم العرض على المبيعات.
offer-unassigned = تم العرض، لكن تعذر الإسناد إلى أحد. السبب مذكور في القائمة.
error-offer-already = هذا العميل المحتمل معروض بالفعل وينتظر الرد
error-offer-with-sales = هذا العميل المحتمل لدى المبيعات بالفعل
error-offer-unavailable = هذا الشخص لا يستقبل عملاء محتملين أو هو في إجازة. يلزم اختيار شخص آخر
error-offer-out-of-sight = العميل المحتمل مؤرشف أو تم محو بياناته
policy-usual = الوعد المعتاد
step-first-contact = أول تواصل
step-follow-up = متابعة
