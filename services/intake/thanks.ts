const thanks =
  /^(?:(?:здравствуйте|добрый день|привет|hello|hi)[,.! ]*)?(?:большое |огромное |ещё раз |many |ok,? |ок,? )*(?:спасибо|благодар(?:ю|им|ен|на)|спс|thanks|thank you|thx|отлично|всё работает|все работает|помогло|работает|great|it works|ok|ок)(?:[\p{P}\p{S}\s]|за|вам|вас|большое|огромное|помощь|быстрый|оперативность|ответ|всё|все|очень|very|much|so|a lot|for|your|the|help|quick|answer|работает|решено|теперь|now|works|и|and)*$/iu

/** True for a letter that only thanks: it joins the thread and reopens nothing. */
export const onlyThanks = (text: string): boolean => text.length <= 200 && thanks.test(text.trim())
