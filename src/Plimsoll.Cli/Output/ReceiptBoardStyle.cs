using System.Globalization;

namespace Plimsoll.Cli.Output;

/// <summary>How the board looks: a grid where there is room, one card below the other where there is not; light or dark as the reader has it.</summary>
internal static class ReceiptBoardStyle
{
    /// <summary>In rem, what an image's name, an environment's card and the gap before it take at least. A digest in short fits in a card.</summary>
    private const double Name = 9;
    private const double Card = 12.25;
    private const double Gap = 0.75;

    /// <summary>The margins of the page and a bar to scroll it.</summary>
    private const double Margins = 3;

    /// <summary>
    /// Environments stand side by side where all of them fit. Where not, the cards of a row flow into as many lines as they
    /// need, each with the name of its environment: none is behind an edge, production, the last one, least of all. A row
    /// whose details are open takes the whole width, so that a whole digest stands in one line where the screen has room for it.
    /// </summary>
    /// <param name="columns">The number of environments.</param>
    public static string Render(int columns) =>
        $$"""
        :root { color-scheme: light dark; --ground: #fff; --card: #f5f6f8; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --link: #0550ae; --good: #1a7f37; --warn: #8a5a00; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --card: #161b22; --text: #e6edf3; --soft: #9aa4af; --line: #30363d; --link: #79b8ff; --good: #56d364; --warn: #e3b341; --bad: #ff8f88; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1rem; background: var(--ground); color: var(--text); font: 1rem/1.45 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.4rem; }
        h2 { margin: 0; font-size: 1rem; }
        p { margin: 0; }
        header p { color: var(--soft); margin: .25rem 0 1rem; }
        h2, p, dd { overflow-wrap: anywhere; }
        code { font-size: .8rem; }
        p code, time { white-space: nowrap; }
        dd code { overflow-wrap: anywhere; user-select: all; }
        .board, .row { display: grid; gap: .75rem; }
        .row { grid-template-columns: minmax(0, 1fr); padding-top: .75rem; border-top: 1px solid var(--line); }
        .head { display: none; }
        .cell { padding: .75rem; background: var(--card); border: 1px solid var(--line); border-inline-start: .3rem solid var(--line); border-radius: .4rem; min-width: 0; }
        .none { color: var(--soft); background: none; border-style: dashed; }
        .place { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; min-width: 0; }
        .environment, .where, .build { color: var(--soft); font-size: .85rem; }
        .version { font-size: 1.2rem; font-weight: 600; }
        .age { color: var(--soft); font-size: .85rem; }
        .current { border-inline-start-color: var(--good); } .current .drift { color: var(--good); }
        .behind { border-inline-start-color: var(--warn); } .behind .drift { color: var(--warn); }
        .rolled-back { border-inline-start-color: var(--warn); } .rolled-back .drift { color: var(--warn); font-weight: 600; }
        .hold { margin: .35rem 0; padding: .25rem .4rem; border: 1px solid var(--bad); border-radius: .3rem; font-size: .85rem; }
        .moved, .missing { border-inline-start-color: var(--bad); } .moved .drift, .missing .drift { color: var(--bad); font-weight: 600; }
        summary { cursor: pointer; padding: .35rem 0; }
        dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem .75rem; margin: .25rem 0 0; font-size: .9rem; }
        dt { color: var(--soft); }
        dd { margin: 0; }
        a { color: var(--link); }
        :focus-visible { outline: .2rem solid var(--link); outline-offset: .1rem; }
        @media (min-width: 30rem) { .row { grid-template-columns: repeat(auto-fill, minmax({{Rem(Card)}}, 1fr)); } h2 { grid-column: 1 / -1; } }
        @media (min-width: {{Rem(Margins + Name + (columns * (Card + Gap)))}}) {
          .row { grid-template-columns: minmax({{Rem(Name)}}, 1fr) repeat({{columns}}, minmax({{Rem(Card)}}, 1fr)); }
          h2 { grid-column: auto; }
          .head { display: grid; border-top: 0; padding: 0; color: var(--soft); font-size: .85rem; }
          .row .cell .environment { display: none; }
        }
        @media (min-width: 48rem) {
          .row:has(details[open]) { grid-template-columns: minmax(0, 1fr); }
          .row:has(details[open]) .cell .environment { display: block; }
          details[open] dd code { white-space: nowrap; }
        }

        """;

    private static string Rem(double width) => string.Create(CultureInfo.InvariantCulture, $"{width}rem");
}
