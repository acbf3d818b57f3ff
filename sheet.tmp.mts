import fs from "node:fs";
import { launchBrowser } from "./test/support/browser.ts";
const D="/tmp/wt/out/mail-pictures/"; fs.mkdirSync("/tmp/sheets",{recursive:true});
const b=await launchBrowser(); const p=await b.newPage();
const all=fs.readdirSync(D);
for (const id of process.argv[2].split(",")) for (const [name,per,w] of [["375-light",4,375],["375-dark",4,375],["800-light",2,800],["800-dark",2,800]] as const) {
  const f=all.filter(x=>x.startsWith(`${id}-${name}-`)).sort((a,b)=>parseInt(a.split("-").pop()!)-parseInt(b.split("-").pop()!));
  for(let n=0;n<f.length;n+=per){ const part=f.slice(n,n+per); await p.setViewportSize({width:(w+10)*part.length,height:1500});
   await p.setContent(`<body style="margin:0;display:flex;gap:10px;align-items:flex-start;background:#f0f">${part.map(x=>`<img width=${w} src="data:image/png;base64,${fs.readFileSync(D+x).toString("base64")}">`).join("")}`,{waitUntil:"load"});
   await p.screenshot({path:`/tmp/sheets/${id}-${name}-${n/per}.png`}); }
}
await b.close();
