# متى يعمل الفريقان، وعطلهما، ومن هو في إجازة.
calendars-title = ساعات العمل
calendars-lede = لا تُحتسب مُهل التسليمات إلا في ساعات عمل الفريق. يسري التغيير على التسليمات الجديدة، وتبقى المُهل الجارية على الساعات التي بدأت بها.
calendar-of = ساعات العمل: { $team }
calendar-lede = ما تحفظه إصدار جديد. تبقى المُهل الجارية على الساعات التي بدأت بها.
calendar-week = الأسبوع المعتاد
calendar-zone-hint = مثل Asia/Riyadh. تُقرأ الساعات أدناه بتوقيتها.
calendar-change = تغيير الساعات
calendar-save = حفظ الساعات
calendar-saved = حُفظت ساعات العمل
calendar-stale = غيّر شخص آخر هذه الساعات في أثناء ذلك. هذه هي السارية الآن؛ أعد الحفظ لاستبدالها.
calendar-version = الإصدار { $n }، { $date }، بواسطة { $name }
calendar-nobody = الإعداد الأول
shifts-hint = مثل { "\u2066" }09:00-12:00{ "\u2069" }، { "\u2066" }13:00-17:00{ "\u2069" }. السطر الفارغ يوم عطلة. العمل بعد منتصف الليل فترتان: واحدة حتى { "\u2066" }24:00{ "\u2069" }، وأخرى من { "\u2066" }00:00{ "\u2069" } في اليوم التالي.
day-off = عطلة
seasons-title = المواسم
seasons-none = لا ساعات موسمية، كساعات رمضان
season-add = إضافة موسم
season-of = موسم: { $team }
season-lede = من أول يوم فيه إلى آخر يوم تحل هذه الساعات محل الساعات المعتادة.
season-said = { $name }: { $from } – { $to }
season-ramadan = رمضان { $year }
season-proposals = أشهر رمضان القادمة
season-proposals-hint = بحسب تقويم أم القرى. صحّح الأيام عند ثبوت الرؤية.
season-days = الأيام والساعات
season-name = الاسم
season-from = أول يوم
season-to = آخر يوم
season-save = حفظ الموسم
season-saved = حُفظ الموسم
season-remove = إزالة الموسم
season-remove-hint = تعود أيامه إلى الساعات المعتادة.
season-removed = أُزيل الموسم
holidays-title = العطل
holidays-lede = تتوقف مُهل الفريق في يوم العطلة المؤكد. ولا يغيّر اليوم المبدئي شيئًا حتى يؤكده أحد.
holidays-empty = لا عطل بعد
holidays-empty-body = أدخلها، أو اقترح عطل السنة الهجرية، أو خذها من ملف تقويم.
holiday-day = اليوم
holiday-name = الاسم
holiday-team = الفريق
holiday-both = الفريقان
holiday-state = الحالة
holiday-act = الإجراء
holiday-confirmed = مؤكد
holiday-provisional = مبدئي
holiday-confirm = تأكيد
holiday-confirmed-now = أُكّد يوم العطلة
holiday-remove = إزالة
holiday-removed = أُزيل يوم العطلة
holiday-add = إضافة عطلة
holiday-from = اليوم، أو أول يوم
holiday-to = آخر يوم
holiday-to-hint = لعدة أيام متتالية فقط.
holiday-save = إضافة العطلة
holiday-saved = أُضيفت العطلة
holiday-unnamed = عطلة
hijri-title = العطل الهجرية
hijri-hint = من تقويم أم القرى، مبدئيةً: أكّد كل يوم عند ثبوت الرؤية. ولساعات رمضان أضف موسمًا.
hijri-year = السنة الميلادية
hijri-fitr-days = أيام عيد الفطر
hijri-adha-days = أيام عيد الأضحى
hijri-adha-hint = دون احتساب يوم عرفة قبله.
hijri-propose = اقتراح الأيام
hijri-proposed = اقتُرحت الأيام: أكّد ما يثبت منها
hijri-new-year = رأس السنة الهجرية
hijri-ramadan = رمضان
hijri-eid-al-fitr = عيد الفطر
hijri-arafat = يوم عرفة
hijri-eid-al-adha = عيد الأضحى
holiday-file-title = عطل من ملف تقويم
holiday-file = ملف تقويم ({ "\u2066" }.ics{ "\u2069" })
holiday-file-hint = 1 م.ب على الأكثر. ترى ما فيه قبل حفظ أي شيء.
holiday-file-look = عرض محتوى الملف
holiday-file-lede = لم يُحفظ شيء بعد. اختر الأيام التي تعطّل فيها شركتك.
holiday-file-days = أيام العطل في الملف، لهذه السنة والسنتين التاليتين
holiday-file-known = عطلة مسجلة
holiday-file-take = إضافة الأيام المختارة
holiday-file-timed = { $n ->
    [zero] لم يُستبعد أي حدث له وقت محدد.
    [one] استُبعد حدث واحد له وقت محدد: ليس يوم عطلة.
    [two] استُبعد حدثان لهما وقت محدد: ليسا يومي عطلة.
    [few] استُبعدت { $n } أحداث لها وقت محدد: ليست أيام عطلة.
    [many] استُبعد { $n } حدثًا له وقت محدد: ليست أيام عطلة.
   *[other] استُبعد { $n } حدث له وقت محدد: ليست أيام عطلة.
}
holiday-file-unread = { $n ->
    [zero] فُهمت كل الأحداث.
    [one] لم يُفهم حدث واحد: بلا تاريخ، أو أطول من شهر، أو يتكرر بغير السنوي.
    [two] لم يُفهم حدثان: بلا تاريخ، أو أطول من شهر، أو يتكرران بغير السنوي.
    [few] لم تُفهم { $n } أحداث: بلا تاريخ، أو أطول من شهر، أو تتكرر بغير السنوي.
    [many] لم يُفهم { $n } حدثًا: بلا تاريخ، أو أطول من شهر، أو يتكرر بغير السنوي.
   *[other] لم يُفهم { $n } حدث: بلا تاريخ، أو أطول من شهر، أو يتكرر بغير السنوي.
}
holiday-file-elsewhere = { $n ->
    [zero] لا أحداث في سنوات أخرى.
    [one] يقع حدث واحد في سنوات أخرى.
    [two] يقع حدثان في سنوات أخرى.
    [few] تقع { $n } أحداث في سنوات أخرى.
    [many] يقع { $n } حدثًا في سنوات أخرى.
   *[other] يقع { $n } حدث في سنوات أخرى.
}
holidays-imported = أُضيفت العطل
leaves-title = الإجازات
leaves-lede = من كان في إجازة لا تصله تسليمات جديدة بالتناوب. ويحدد كل شخص إجازته ضمن تفضيلاته.
leaves-empty = لا أحد في إجازة
leaves-empty-body = تظهر هنا الإجازات من اليوم فصاعدًا.
leave-person = الشخص
leave-choose = اختيار شخص
leave-team = الفريق
leave-from = بداية الإجازة
leave-to = آخر يوم في الإجازة
leave-act = الإجراء
leave-said = من { $from } إلى { $to }
leave-add = تسجيل إجازة
leave-save = حفظ الإجازة
leave-saved = حُفظت الإجازة
leave-end = إنهاء
leave-ended = انتهت الإجازة
away-title = أنا في إجازة
away-hint = في أثناء إجازتك لا يصلك تسليم جديد بالتناوب.
error-shift = اكتب الفترات مثل { "\u2066" }09:00-12:00{ "\u2069" }، { "\u2066" }13:00-17:00{ "\u2069" }
error-shift-backwards = تنتهي الفترة قبل أن تبدأ. العمل بعد منتصف الليل فترتان: واحدة حتى { "\u2066" }24:00{ "\u2069" }، وأخرى من { "\u2066" }00:00{ "\u2069" } في اليوم التالي
error-shifts-overlap = تتداخل فترتان
error-no-work = حدّد فترة ليوم واحد على الأقل
error-season-backwards = ينتهي الموسم قبل أن يبدأ
error-season-overlap = بعض هذه الأيام في موسم آخر
error-holiday-backwards = آخر يوم يسبق أول يوم
error-holiday-long = 31 يومًا متتاليًا على الأكثر
error-hijri-year = أدخل سنة من 1900 إلى 2170
error-hijri-days = أدخل عدد أيام من 0 إلى 10
error-file-none = اختر ملفًا
error-file-not-calendar = ليس هذا ملف تقويم. صدّر ملفًا من تقويمك ينتهي اسمه بـ { "\u2066" }.ics{ "\u2069" }
error-file-large = حجم الملف أكبر من 1 م.ب
error-file-days = في الملف أكثر من 300 يوم عطلة: اختر تقويمًا للعطل وحدها
error-file-no-days = ليس في الملف يوم عطلة كامل في هذه السنة أو السنتين التاليتين
error-file-chosen = اختر يومًا واحدًا على الأقل من الملف
error-leave-person = اختر شخصًا
error-leave-end = حدّد آخر يوم: للإجازة نهاية
error-leave-backwards = آخر يوم يسبق أول يوم
error-leave-over = انتهت هذه الإجازة من قبل
error-leave-overlaps = بعض هذه الأيام إجازة مسجلة
