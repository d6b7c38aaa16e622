/** The page's own sheet, served beside it so that a strict Content-Security-Policy needs no exception. */
export const outboxStyle = `:root{color-scheme:light dark;--page:light-dark(#fbfbfa,#141517);--card:light-dark(#fff,#1b1c1f);--soft:light-dark(#f1f1ef,#25272b);
--line:light-dark(#e4e3df,#303238);--edge:light-dark(#85878e,#75787f);--text:light-dark(#1c1d1f,#ececea);--faint:light-dark(#55575e,#b1b3ba);--accent:light-dark(#2f5bd0,#8aabff);--on-accent:light-dark(#fff,#10131a);
--ok:light-dark(#1b6f45,#5cc48f);--ok-soft:light-dark(#e6f4ec,#1b3327);--bad:light-dark(#b3261e,#ff958c);--bad-soft:light-dark(#fdecea,#3d2220);
font:14px/1.45 'Golos Text Variable','Golos Text',system-ui,sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);overflow-wrap:anywhere;min-height:100vh;display:flex;flex-direction:column}
h1,h2,h3,p,ul,dl,pre{margin:0}
ul{padding:0;list-style:none}
h1{font-size:18px;font-weight:600}h1 a{color:inherit;text-decoration:none}
h2{font-size:18px;font-weight:600}h3{font-size:14px;font-weight:600}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
header{padding:12px 16px;border-bottom:1px solid var(--line);background:var(--card)}
header p,.empty,.size,.source,dt,label,summary{color:var(--faint)}
.panes{flex:1;display:grid;grid-template-columns:minmax(280px,360px) minmax(0,1fr)}
nav{border-right:1px solid var(--line);background:var(--card)}
nav form{padding:12px 16px;border-bottom:1px solid var(--line);display:grid;gap:4px}
.row{display:flex;gap:8px}.row input{flex:1;min-width:0}
input,textarea,select,button{font:inherit;color:inherit;border:1px solid var(--edge);border-radius:6px;background:var(--card);padding:6px 10px;min-height:34px}
textarea{width:100%;resize:vertical}
button{cursor:pointer;background:var(--soft)}
.reply button{background:var(--accent);color:var(--on-accent);border-color:var(--accent);font-weight:600;justify-self:start}
nav li a{display:grid;grid-template-columns:1fr auto;gap:2px 8px;padding:10px 16px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
nav li a:hover{background:var(--soft)}
nav li a[aria-current]{background:var(--soft);box-shadow:inset 3px 0 var(--accent)}
.who{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.files{text-align:right}time,.files{color:var(--faint);font-size:12px;white-space:nowrap}
.older,.empty{padding:16px}
main{padding:16px;display:grid;gap:16px;align-content:start;min-width:0}
article,.reply{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;display:grid;gap:12px;min-width:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px}dd{margin:0}
iframe{width:100%;height:min(70vh,720px);border:1px solid var(--line);border-radius:6px;background:#fff}
pre{white-space:pre-wrap;font:inherit;background:var(--soft);border-radius:6px;padding:12px;overflow-x:auto}
details pre{margin-top:8px}
summary{cursor:pointer}
.attachments li{padding:2px 0}
.notice{padding:10px 16px;border-radius:6px}
.notice.ok{color:var(--ok);background:var(--ok-soft)}.notice.bad{color:var(--bad);background:var(--bad-soft)}
.back{display:none}
.reply>*{min-width:0}.row select{flex:1;min-width:0}.writing main{width:100%;max-width:720px;margin:0 auto}.writing .reply .notice{margin-top:4px}
@media (max-width:760px){:root{font-size:16px}
.panes{grid-template-columns:minmax(0,1fr)}nav{border-right:0}
.reading nav{display:none}.reading .back{display:block}.listing .wide{display:none}
input,textarea,select,button{min-height:44px}.back a,.older a{display:inline-block;padding:10px 0}}
`
