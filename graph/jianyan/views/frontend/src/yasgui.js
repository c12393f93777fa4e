// The editor of SPARQL, as a library of its own: only the page that needs it holds it.
import Yasgui from '@zazuko/yasgui';
globalThis.Yasgui = Yasgui;
