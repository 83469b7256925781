# الفرق والأشخاص والدخول برابط.
team-sales = المبيعات
team-marketing = التسويق
owner-nobody = لا أحد
owner-of-team = { $name } · { $team }
error-owner = اختر شخصًا من القائمة
team-none = بلا فريق
error-team = اختر فريقًا

people-title = الأشخاص
people-lede = من يسجّل الدخول وبأي دور. يسري تغيير الدور فورًا، حتى على من هو داخل الآن.
people-users = المستخدمون
people-others = أشخاص بلا حساب دخول
people-others-lede = تذكرهم الملفات مسؤولين عن سجلات. من يُدعى منهم يحتفظ بما هو مسؤول عنه.
people-cut = المعروض { $n } فقط من أصل { $all }.
people-invite = دعوة
people-sign-in = الدخول

person-name = الاسم
person-role = الدور
person-team = الفريق
person-state = الحالة
person-seen = آخر حضور
person-never-seen = لم يحضر بعد
person-account = الاسم والدور
person-linked = الشخص في الملفات
hint-role = لا يرى المطّلع بيانات التواصل. يعمل المدير على كل السجلات. ويدير مسؤول النظام الأشخاص والإعدادات أيضًا.
hint-team = دورا المبيعات والتسويق ينتميان إلى فريقيهما دائمًا.
hint-linked = إن كانت الملفات تذكر هذا الشخص مسؤولًا فاختر اسمه، وينتقل معه ما هو مسؤول عنه.
standing-active = يسجّل الدخول
standing-invited = مدعوّ
standing-invited-late = مدعوّ، وانتهت صلاحية الرابط
standing-left = غادر

invite-title = دعوة شخص
invite-lede = تحصل على رابط يُدخل الشخص مرة واحدة خلال سبعة أيام. سلّمه إليه بنفسك.
invite-button = إنشاء الرابط
error-email-taken = هذا العنوان لمستخدم آخر
error-other-person = تذكر الملفات شخصًا آخر بهذا العنوان. اختره، أو اختر «لا أحد».
error-person-taken = لهذا الشخص حساب دخول

link-invitation = دعوة
link-invitation-about = إلى { $name }. من يفتح هذا الرابط يضع كلمة مرور ويدخل.
link-reset = كلمة مرور جديدة
link-reset-about = إلى { $name }. من يفتح هذا الرابط يضع كلمة مرور جديدة، وتنتهي كل الجلسات السابقة.
link-title = الرابط
link-once = يعمل مرة واحدة ولا يُعرض إلا الآن.
link-until = صالح حتى { $time }.
link-back = العودة إلى { $name }

person-no-sign-in = بلا حساب دخول
person-no-sign-in-body = تذكر الملفات هذا الشخص مسؤولًا عن سجلات. بعد الدعوة يسجّل الدخول ويحتفظ بها.
person-make-reset = رابط لكلمة مرور جديدة
person-make-invitation = رابط دعوة جديد
person-link-until = الرابط صالح حتى
person-withdraw = سحب الدعوة
person-withdraw-body = يتوقف الرابط ويُحذف الحساب. ويبقى ما هو مسؤول عنه.
person-reactivate = السماح بالدخول من جديد
person-stale = حفظ شخص آخر قيمًا أخرى في هذه الأثناء. هذه هي القيم الحالية؛ احفظ مرة أخرى لاستبدالها.
person-saved = تم الحفظ.
person-reactivated = صار الدخول متاحًا من جديد.
person-deactivated = عُطّل الحساب وانتهت كل جلساته.
invitation-withdrawn = سُحبت الدعوة.
invitation-was-taken = قُبلت الدعوة قبل ذلك.
error-last-admin = لا يوجد مسؤول نظام آخر. عيّن مسؤولًا آخر أولًا.

work-title = العمل المفتوح
work-none = لا شيء مفتوح.
work-leads = عملاء محتملون قيد العمل
work-deals = صفقات مفتوحة
work-campaigns = حملات لم تنتهِ
work-handoffs = عمليات تسليم تنتظر الرد أو التواصل
leave-title = تعطيل حساب { $name }
leave-lede = تنتهي كل الجلسات فورًا ويُرفض تسجيل الدخول. ويبقى الاسم في السجل.
leave-button = تعطيل الحساب
hand-over-title = تسليم عمل { $name }
hand-over-lede = ينتقل كل العمل المفتوح إلى شخص آخر دفعة واحدة، ولا تعيده عمليات الاستيراد.
hand-over-button = تسليم العمل
hand-over-to = من يتولى العمل
hand-over-later = لا أحد الآن: يبقى كما هو
hand-over-choose = اختر شخصًا
hand-over-record = السجل
hand-over-newest = { $n ->
    [zero] الأحدث من كل نوع
    [one] أحدث سجل من كل نوع
    [two] أحدث سجلين من كل نوع
    [few] أحدث { $n } سجلات من كل نوع
    [many] أحدث { $n } سجلًا من كل نوع
   *[other] أحدث { $n } سجل من كل نوع
}
work-handed-over = سُلّم العمل.

join-title = مرحبًا { $name }
join-lede = اختر كلمة مرور للدخول إلى { $company }. يعمل الرابط مرة واحدة.
join-button = حفظ كلمة المرور والدخول
reset-title = كلمة مرور جديدة: { $name }
reset-lede = اختر كلمة مرور جديدة للدخول إلى { $company }. يُسجَّل خروجك من كل مكان آخر.
reset-button = حفظ كلمة المرور والدخول
link-gone-title = لم يعد هذا الرابط يعمل
link-gone-body = استُخدم من قبل، أو انتهت صلاحيته، أو حلّ محله رابط أحدث. اطلب رابطًا جديدًا من مسؤول النظام.

sessions-title = أماكن دخولك
session-began = وقت الدخول
session-which = الجهاز
session-here = هذا الجهاز
sessions-end = تسجيل الخروج من كل مكان آخر
sessions-ended = سُجّل خروجك من كل مكان آخر.
