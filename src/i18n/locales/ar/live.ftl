# Pages that stay up to date while they are open.
live-new = تسليمات جديدة:
live-show = عرضها
live-lost = انقطع الاتصال بالأخبار المباشرة. تبحث هذه الصفحة الآن عن الجديد كل دقيقة.
live-changed = تغيّر هذا التسليم.
live-badge = { $n ->
    [zero] لا تسليمات بانتظارك
    [one] تسليم واحد بانتظارك
    [two] تسليمان بانتظارك
    [few] { $n } تسليمات بانتظارك
    [many] { $n } تسليمًا بانتظارك
   *[other] { $n } تسليم بانتظارك
}
live-answer-offered = العرض مفتوح من جديد
live-answer-offered-by = العرض مفتوح من جديد بعد تراجع { $name } عن الرد
live-answer-accepted = مقبول
live-answer-accepted-by = تم القبول: { $name }، { $at }
live-answer-rejected = مرفوض
live-answer-rejected-by = تم الرفض: { $name }، { $at }
live-answer-returned = مُعاد
live-answer-returned-by = تمت الإعادة: { $name }، { $at }
live-answer-expired = انتهت مهلة العرض دون رد
live-answer-expired-by = انتهت مهلة العرض دون رد
live-answer-withdrawn = سحب التسويق هذا العرض
live-answer-withdrawn-by = سحب التسويق هذا العرض
