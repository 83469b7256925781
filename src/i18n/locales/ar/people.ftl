# الفرق والأشخاص والدخول برابط.
team-sales = المبيعات
team-marketing = التسويق
owner-nobody = لا أحد
owner-of-team = { $name } · { $team }
error-owner = اختر شخصًا من القائمة
