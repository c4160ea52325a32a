import { talk, type Direct } from '../talk.ts'

/** What is said where the owner is not. */
export const otherDirects: Direct[] = [
  {
    members: ['luis', 'carmen'],
    talks: [
      talk('w-7 tue 22:10', [
        'carmen: ¿Qué le regalamos a Priya?',
        'luis: Había pensado en una lámpara roja para las colmenas. Buena, de las que no se caen.',
        'carmen: Perfecto. ¿Cuánto?',
        'luis: 34 €. Ponemos la mitad cada uno y pedimos a Haruka que dibuje la tarjeta.',
        'carmen: Y yo hago los buñuelos.',
        'luis: Entonces pongo yo toda la lámpara.'
      ]),
      talk('w-4 thu 21:32', [
        'luis: Carmen, ¿Monsieur está otra vez en tu casa?',
        'carmen: Está viendo la tele conmigo',
        'luis: ¿Qué veis?',
        'carmen: Un concurso. Va ganando él',
        'luis: Dile que la cena está a las ocho.',
        'carmen: Ya ha cenado. Dos veces 🙈'
      ]),
      talk('5d 18:11', [
        'carmen: Vi el sobre en el café. ¿De quién es?',
        'luis: Secreto bancario.',
        'carmen: Tengo buñuelos',
        'luis: El secreto bancario tiene límites, pero no tantos. Guárdame cuatro.'
      ])
    ]
  },
  {
    members: ['samir', 'amina'],
    talks: [
      talk('w-6 fri 15:30', [
        'amina: سمير، عندك وقت يوم الأحد؟ محتاجة مساعدة في كتابة رسالة للمدرسة.',
        'samir: أكيد. بعد الظهر أحسن، الصبح أنام.',
        'amina: الساعة ثلاثة؟',
        'samir: ثلاثة. وأعمل شاي بالنعناع من القسم ٦.',
        'amina: الله يخليك ❤️'
      ]),
      talk('w-3 sun 19:02', [
        'amina: خايفة من الامتحان',
        'samir: أنتِ علّمتِ ٢٤ طفلاً في يوم واحد وما ضاع أحد. الامتحان أسهل.',
        'amina: 😂 صح',
        'samir: كلي، نامي، واقرئي ساعة واحدة فقط.',
        'amina: حاضر يا عم سمير'
      ]),
      talk('1d 16:44', [
        'samir: خبأت لك كعكتين بالقرفة.',
        'amina: أنت أحسن خباز في الدنيا',
        'samir: في الشارع على الأقل.'
      ])
    ]
  },
  {
    members: ['haruka', 'bia'],
    talks: [
      talk('w-5 sun 14:20', [
        'bia: 春香ちゃん、荷物届いた！しその種、無事だよ🌱',
        'haruka: やった！税関、大丈夫だった？',
        'bia: 「愛」の箱、開けられなかった（笑）',
        'haruka: 効いたね、愛',
        'bia: 来週まくね。こっちはもう春だから',
        'haruka: そっか、反対なんだ。不思議'
      ]),
      talk('w-2 wed 23:40', [
        'haruka: 収穫祭のポスター、見た？',
        'bia: 見た！サギ先生、最高。うちの台所に貼った',
        'haruka: 本当に？うれしい…',
        'bia: みんなに会いたいなあ',
        'haruka: テーブルにびあの席、作っておくね。名札も'
      ])
    ]
  },
  {
    members: ['olena', 'bohdan'],
    talks: [
      talk('w-3 tue 18:15', [
        'bohdan: Пані Олено, дякую за кріп! Вже посадив у горщик.',
        'olena: Просто Олена. На підвіконні тримай, там, де сонце.',
        'bohdan: А можна дурне питання: що таке «Парцелле»? Це як ділянка?',
        'olena: Так. І все, що на ній росте, — твоя відповідальність. Навіть слимаки.',
        'bohdan: Слимаки теж мої?? 🐌',
        'olena: Особливо слимаки.'
      ]),
      talk('w-1 thu 19:20', [
        'olena: Бабусин рецепт пампушок знайшов?',
        'bohdan: Мама надіслала фото. Там написано «борошна — скільки візьме». Скільки це??',
        'olena: Стільки, щоб не липло до рук. Приходь у суботу, покажу.',
        'bohdan: Буду!'
      ]),
      talk('3d 18:50', [
        'bohdan: У мене зійшли всі 48! Усі!',
        'olena: Молодець. Тепер мульча, і не чіпай до весни.',
        'bohdan: Не чіпати — це найважче 😅'
      ])
    ]
  },
  {
    members: ['yusuf', 'samir'],
    talks: [
      talk('w-7 wed 20:02', [
        'yusuf: Samir, çim makinesine bakabilir misin? Amina çok üzüldü.',
        'samir: Bakarım abi, yarın ikide. Parça var mı?',
        'yusuf: Pim dolapta, kablo yok.',
        'samir: Kablo bende vardır, otobüs parçası ama uyar.',
        'yusuf: Sen olmasan bu kulübe kapanır 😄'
      ]),
      talk('w-4 wed 20:20', [
        'samir: Hoş geldin! Düğün nasıldı?',
        'yusuf: Dört yüz kişi dedik, altı yüz geldi. Ayaklarım hâlâ İzmir’de.',
        'samir: Baklava?',
        'yusuf: Üç kutu aldım, iki kutu geldi. Yolda biri kayboldu.',
        'samir: Yolda mı kayboldu, sende mi kayboldu?',
        'yusuf: Yorum yok.'
      ])
    ]
  }
]
