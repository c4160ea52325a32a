import { small } from './small.ts'

/** When people of one language meet. */
export const tonguesSmallTalk = [
  small(
    'garden',
    'a=yusuf b=jonas',
    [
      'a: Beet $plot: {umgegraben|gemulcht|geharkt|eingewintert}, {fertig|hat $minutes Minuten gedauert|Boden ist schwer}.',
      'b: {Wunderbar.|Dann ist nur noch $plot2 offen.|Du bist eine Maschine.|Trage ich ein.}'
    ],
    { hours: [12, 22], most: 5 }
  ),
  small(
    'kitchen',
    'a=carmen b=luis',
    [
      'a: {Hoy|Esta noche|Para mañana} {lentejas|croquetas|crema de calabaza|arroz con verduras|pimientos asados}{. ¿Te guardo?|, sobra para dos.| 🍲}',
      'b: {Siempre.|Guárdame un plato, por favor.|Llevo el pan.|Hoy no puedo, qué pena…}',
      'a: {Hecho|A las {ocho|nueve}, no tardes|Tú te lo pierdes 😄}'
    ],
    { hours: [10, 22], most: 6 }
  ),
  small(
    'garden',
    'a=carmen b=bia',
    [
      'a: {Bia, ¿cuándo|Oye, ¿cuándo} se {siembran|guardan|secan} {las habas|los ajos|las semillas de pimiento|las cebollas}?',
      'b: {Na tua terra, daqui a $few semanas.|Agora já!|Quando a lua deixar 😉|Deixa secar $few dias primeiro.}',
      'a: {Gracias reina|Apuntado 📝|¡Qué haría yo sin ti!}'
    ],
    { hours: [14, 22], most: 5 }
  ),
  small(
    'off-topic',
    'a=luis b=amina',
    [
      'a: {Tu passes|Vous passez} au café {ce soir|demain|après l’entraînement} ?',
      'b: {oui vers {18 h|19 h|17 h 30} !|pas aujourd’hui, {je révise|jsuis morte}|si ya des croissants oui}',
      'a: {Il y en a toujours.|Je t’en garde $few.|Bon courage alors !}'
    ],
    { hours: [15, 21], most: 5 }
  ),
  small(
    'off-topic',
    'a=amina b=luis',
    [
      'a: {il pleut encore|quel vent aujourd’hui|il fait $cold degrés et j’ai short}{ 😭|, c’est une blague ?|…}',
      'b: {Le café est chaud, viens.|C’est l’automne, Amina.|À ton âge je sortais sans manteau.}'
    ],
    { hours: [15, 21], days: [45, 2], most: 4 }
  ),
  small(
    'off-topic',
    'a=samir b=amina',
    [
      'a: {صباح الخير|صباح النور|يسعد صباحكم} {☀️|🌿|من المخبز|من عند الفرن}',
      'b: {صباح الورد 🌹|صباح النور يا عم سمير|صباحك خبز طازة 😄|يا صباح الكعك}'
    ],
    { hours: [7, 9], most: 5 }
  ),
  small(
    'garden',
    'a=haruka b=bia',
    [
      'a: {シソの種、{採れた|乾いた}よ|今日の畑、{霧|夕焼け}がきれいだった|大根がもう{$few本|いっぱい}出てる}{ 🌱|！|}',
      'b: {いいね！|写真ある？|わあ、会いに行きたい|うちのベランダも頑張ってる}'
    ],
    { hours: [15, 23], most: 5 }
  ),
  small(
    'off-topic',
    'a=olena b=bohdan',
    [
      'a: {Доброго ранку|Гарного дня} усім, {на річці туман|$cold градусів|нарешті сонце} {🌫️|☀️|🙂}',
      'b: {Доброго! У мене кава і тиша.|Привіт! Я ще сплю, якщо чесно|Гарного!}'
    ],
    { days: [19, 0], hours: [7, 9], most: 4 }
  ),
  small(
    'tool-library',
    'a=samir b=yusuf',
    [
      'a: {Abi|Usta}, {matkap|testere|terazi|kompresör} {boşta mı|yarın lazım, olur mu}?',
      'b: {Boşta, al.|Yarın {Jonas’ta|Mina’da}, öbür gün senin.|Olur. Temiz getir 😄}'
    ],
    { hours: [17, 20], most: 4 }
  ),
  small(
    'garden',
    'a=jonas b=yusuf,mina',
    [
      'a: {Morgen|Guten Morgen|Moin}! {Hast du|Hat jemand|Wer hat} {die Gießkanne|den großen Eimer|den Handwagen|die lange Harke} {gesehen|zuletzt gehabt}?',
      'b: {Am Wasserhahn.|Hinter dem Kompost, glaube ich.|Bei Beet $plot.|Bei mir, Moment!|Im Schuppen, ganz hinten.}',
      'a: {Danke dir!|Gefunden, danke.|Super.}'
    ],
    { hours: [6, 9], most: 5 }
  ),
  small(
    'samir amina',
    'a=amina b=samir',
    [
      'a: {باقي خبز اليوم؟|في كعك عندك؟|بقي شي من الخبز؟}',
      'b: {باقي $few، خبأت لك واحد.|في، بس بسرعة 😄|لك دائماً باقي.}',
      'a: {جاية حالاً 🏃‍♀️|تسلم إيدك|الله يبارك فيك}'
    ],
    { hours: [15, 19], most: 4 }
  ),
  small(
    'samir amina',
    'a=amina b=samir',
    ['a: {فاتح للساعة كم؟|لأي ساعة المخبز اليوم؟}', 'b: {للساعة ستة، تعالي.|لحد ما يخلص الخبز.}'],
    { hours: [15, 17], most: 3 }
  ),
  small(
    'haruka bia',
    'a=bia b=haruka',
    [
      'a: {おはよう、そっちはもう夕方？|起きたよ、そっちは何時？}',
      'b: {もう夜だよ、お茶飲んでる 🍵|夕方、{雨|霧}がすごい}',
      'a: {いいなあ|あったかくしてね|こっちは{暑い|晴れ}！}'
    ],
    { hours: [15, 20], most: 3 }
  ),
  small(
    'haruka bia',
    'a=bia b=haruka',
    [
      'a: {今日は何描いてるの？|新しい絵、ある？}',
      'b: {{レンゲ|かぼちゃ|サギ先生|古いはさみ|くま手}の絵！|道具の本、{三十|四十}枚目 ✍️}',
      'a: {見せて見せて|早く見たい|天才}'
    ],
    { hours: [15, 23], most: 4 }
  ),
  small(
    'olena bohdan',
    'a=bohdan b=olena',
    [
      'a: Олено, а {салат|шпинат|цибулю|часник} {вже можна|треба|не пізно} накривати?',
      'b: {Накривай, якщо вночі менше $cold.|Ще рано, почекай $few дні.|Можна, але легко.}',
      'a: {Зрозумів, дякую!|Так, пані професорко 😄}'
    ],
    { days: [18, 1], hours: [17, 21], most: 3 }
  ),
  small(
    'olena bohdan',
    'a=bohdan b=olena',
    [
      'a: Я знову знайшов {слимака|жука|щось дивне} {під камінням|у моркві|на салаті} 😳',
      'b: {Сфотографуй знизу.|Не чіпай, він корисний.|Скільки ніжок?}',
      'a: {Уже біжу|Він утік|Зараз}'
    ],
    { days: [18, 1], hours: [17, 21], most: 3 }
  ),
  small(
    'yusuf samir',
    'a=yusuf b=samir',
    [
      'a: {Ekmek kaldı mı|Simit var mı} {abi|usta|kardeş}?',
      'b: {Kaldı, gel{, çay da var|, sıcak sıcak}.|Sana iki tane ayırdım.|Bitti, yarın sabah.}',
      'a: {Eyvallah.|Sağ ol.|Geliyorum.}'
    ],
    { hours: [17, 20], most: 4 }
  ),
  small(
    'yusuf samir',
    'a=yusuf b=samir',
    [
      'a: {Cumartesi|Yarın|Çarşamba} {geliyor musun|yardım eder misin}?',
      'b: {Gelirim, {zımparayı|merdiveni|çayı} getireyim mi?|$few gibi oradayım.|Fırın kapanınca gelirim.}',
      'a: {Olur, sağ ol.|Getir, iyi olur.|Tamamdır.}'
    ],
    { hours: [17, 20], most: 4 }
  ),
  small(
    'luis carmen',
    'a=carmen b=luis',
    [
      'a: ¿Tienes {huevos|levadura|limones|laurel} de sobra?',
      'b: {Tengo, pasa cuando quieras.|Solo $few, pero son tuyos.|Se los comió Monsieur 🙄}'
    ],
    { hours: [16, 22], most: 4 }
  ),
  small(
    'luis carmen',
    'a=carmen b=luis',
    [
      'a: ¿Quién ganó {al dominó|a las cartas}?',
      'b: {Yo, por supuesto.|No quiero hablar de eso.|Adivina.}',
      'a: {Tramposo 😄|¡Revancha el domingo!}'
    ],
    { hours: [16, 22], most: 3 }
  )
]
