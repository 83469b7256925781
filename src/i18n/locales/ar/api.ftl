# Programs that send leads and touches, and their tokens.
tokens-title = رموز واجهة البرمجة (API)
tokens-lede = بالرمز يرسل برنامج، مثل نموذج موقعكم، العملاء المحتملين ونقاط الاتصال إلى هنا لحظة حدوثها.
tokens-document = وصف واجهة البرمجة (OpenAPI)
tokens-list = الرموز
token-add = رمز جديد
token-make = إنشاء الرمز
token-name = الاسم
token-name-hint = من سيستخدمه: نموذج الموقع، نظام CRM.
token-source = المصدر
token-source-hint = النظام الذي تعود إليه المعرّفات. إن كان مصدر استيراد سابق فالمعرّفات نفسها تعني العملاء المحتملين أنفسهم.
token-source-hint-known = النظام الذي تعود إليه المعرّفات. إن كان مصدر استيراد سابق فالمعرّفات نفسها تعني العملاء المحتملين أنفسهم. المعروف هنا: { $sources }.
token-scopes = الصلاحيات
token-scope-leads = إرسال العملاء المحتملين (leads:write)
token-scope-touches = إرسال نقاط الاتصال (touches:write)
token-expires = آخر يوم
token-expires-hint = إن تُرك فارغًا عمل الرمز إلى أن يُلغى.
token-state = الحالة
token-secret = الرمز
token-used = آخر استخدام
token-made = الإنشاء
token-made-by = { $when }، { $who }
token-actions = إجراء
token-never-used = لم يُستخدم بعد
token-works = يعمل
token-works-until = يعمل حتى { $when }
token-expired-at = انتهى؛ آخر يوم { $when }
token-revoked-at = أُلغي في { $when }
token-revoke = إلغاء
token-revoke-warning = يُرفض كل ما يستخدمه ابتداءً من الطلب التالي. ويبقى ما أرسله.
token-revoke-now = إلغاء الآن
token-revoked = أُلغي الرمز.
token-made-before = أُنشئ هذا الرمز من قبل وهو قيد الاستخدام، ولا يُعرض مرة أخرى.
token-new-title = رمز جديد
token-new-about = لأجل { $name }. ما يرسله يعود إلى المصدر { $source }.
token-secret-title = الرمز
token-secret-once = لا يُعرض إلا الآن. احفظه كما تحفظ كلمة المرور: في خادمكم، لا في الصفحة نفسها.
token-copy = نسخ الرمز
token-try = تجربة
token-back = كل الرموز
error-token-long = 200 حرف على الأكثر
error-token-scopes = اختر صلاحية واحدة على الأقل
error-token-past = انقضى هذا اليوم

imports-token = رمز واجهة البرمجة
import-about-token = رمز واجهة البرمجة { $token }، { $when }
import-reason-unknown-field = ليس من الحقول المعروفة هنا
import-reason-wrong-type = ليس نصًا ولا مما يقبله هذا الحقل
import-reason-not-an-object = ليس كائنًا له حقول
import-reason-erased = عن شخص مُحيت بياناته، ولم يُحفظ منه شيء

api-row = الصف { $what }
api-error-no-token = أرسل رمزًا في الترويسة: Authorization: Bearer mihwar_…
api-error-unknown-token = هذا الرمز غير معروف هنا.
api-error-revoked-token = أُلغي هذا الرمز.
api-error-expired-token = انتهت صلاحية هذا الرمز.
api-error-out-of-scope = ليس لهذا الرمز الصلاحية { $scope }.
api-error-too-many-calls = طلبات كثيرة. أعد المحاولة بعد { $seconds ->
    [zero] لحظات.
    [one] ثانية واحدة.
    [two] ثانيتين.
    [few] { $seconds } ثوانٍ.
    [many] { $seconds } ثانية.
   *[other] { $seconds } ثانية.
}
api-error-not-json = أرسل application/json بترميز UTF-8 دون ضغط.
api-error-too-large = حجم الطلب أكبر من { $megabytes } م.ب. أرسل صفوفًا أقل في المرة الواحدة.
api-error-too-many-rows = عدد الصفوف أكثر من { $n }. أرسل أقل في المرة الواحدة.
api-error-bad-json = محتوى الطلب ليس JSON سليمًا عند السطر { $line }، العمود { $column }.
api-error-not-rows = أرسل كائنًا واحدًا أو مصفوفة كائنات.
api-error-broken-body = انقطع محتوى الطلب.
api-error-too-slow = استغرق محتوى الطلب وقتًا أطول من المسموح.
api-error-no-rows = لا صفوف في الطلب.
api-error-no-such-path = لا شيء في هذا العنوان. الوصف في /api/openapi.json.
api-error-wrong-method = لا يقبل هذا العنوان هذه الطريقة. الوصف في /api/openapi.json.
api-error-not-ready = قاعدة البيانات لا تجيب. أعد المحاولة بعد قليل، فإرسال الصفوف نفسها مرتين لا يضر.
api-error-internal = حدث خطأ هنا. يعرف السجل هذا الطلب بالمعرّف { $id }.
