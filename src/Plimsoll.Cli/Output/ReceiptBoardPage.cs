using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Output;

/// <summary>
/// The board as one page: nothing is fetched, nothing runs, and what a browser is allowed to do says so. Every text of a
/// receipt is foreign.
/// </summary>
internal static class ReceiptBoardPage
{
    /// <param name="board">What to show.</param>
    /// <param name="now">The moment that ages are relative to.</param>
    /// <param name="isOnline">Whether the tags of the environments were asked for.</param>
    public static string Render(DeploymentBoard board, DateTimeOffset now, bool isOnline)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Deployments</title>\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
            .Append(ReceiptBoardStyle.Render(board.Environments.Count))
            .Append("</style>\n</head>\n<body>\n<header>\n<h1>Deployments</h1>\n<p>")
            .Append(CultureInfo.InvariantCulture, $"As of {Moment(now)}, according to receipts{(isOnline ? " and the current tags in the registry" : "; the registry was not queried")}.</p>\n</header>\n<main>\n");
        if (board.Cells.Count == 0)
            page.Append("<p>There are no receipts yet.</p>\n");
        else
            AppendBoard(page, board, now);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>A grid rather than a table, which cannot be stacked on a phone; the roles keep it a table for who does not see it.</summary>
    private static void AppendBoard(StringBuilder page, DeploymentBoard board, DateTimeOffset now)
    {
        page.Append("<div class=\"scroll\" role=\"region\" aria-label=\"Images by environment\" tabindex=\"0\">\n<div class=\"board\" role=\"table\" aria-label=\"Images by environment\">\n")
            .Append("<div class=\"row head\" role=\"row\"><span role=\"columnheader\">Image</span>");
        foreach (var environment in board.Environments)
            page.Append(CultureInfo.InvariantCulture, $"<span role=\"columnheader\">{Text(Named(environment))}</span>");
        page.Append("</div>\n");

        foreach (var image in board.Images)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"row\" role=\"row\">\n<h2 role=\"rowheader\">{Name(image)}</h2>\n");
            foreach (var environment in board.Environments)
                AppendCells(page, [.. board.Find(image, environment)], environment, now);
            page.Append("</div>\n");
        }

        page.Append("</div>\n</div>\n");
    }

    private static void AppendCells(StringBuilder page, IReadOnlyList<DeployedImage> cells, string? environment, DateTimeOffset now)
    {
        page.Append("<div class=\"place\" role=\"cell\">\n");
        if (cells.Count == 0)
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"cell none\"><p class=\"environment\">{Text(Named(environment))}</p><p>not deployed</p></div>\n");
        foreach (var cell in cells)
            AppendCell(page, cell, now);
        page.Append("</div>\n");
    }

    private static void AppendCell(StringBuilder page, DeployedImage cell, DateTimeOffset now)
    {
        var receipt = cell.Recorded.Receipt;
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"cell {Word(cell.Drift)}\">\n<p class=\"environment\">{Text(Named(cell.Environment))}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"version\">{Text(VersionOf(receipt, cell.IsDirty))}</p>\n")
            .Append(Build(cell) is { } build ? $"<p class=\"build\">{build}</p>\n" : "")
            .Append(cell.Destination == cell.Image ? "" : $"<p class=\"where\">{Name(cell.Destination)}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"drift\">{Text(Told(cell))}</p>\n");
        foreach (var hold in cell.Holds)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"hold\">{HoldOf(hold)}</p>\n");
        page
            .Append(CultureInfo.InvariantCulture, $"<p class=\"age\">{Age(now - receipt.FinishedAt)} · {Moment(receipt.FinishedAt)}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{(cell.Digest is { } digest ? Short(digest) : Code("no digest"))}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<details><summary aria-label=\"Details of {Text(cell.Destination)} in {Text(Named(cell.Environment))}\">Details</summary>\n<dl>\n");
        foreach (var (name, value) in Details(cell))
            if (value is not null)
                page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{value}</dd>\n");
        page.Append("</dl>\n</details>\n</div>\n");
    }

    private static IEnumerable<(string Name, string? Value)> Details(DeployedImage cell)
    {
        var receipt = cell.Recorded.Receipt;
        return
        [
            ("Digest", cell.Digest is { } digest ? Code(digest.ToString()) : null),
            ("Tag points to", cell.Now is { } now ? Code(now.ToString()) : null),
            ("Action", receipt.Kind == ReceiptKind.Publish ? null : Text(receipt.Kind)),
            ("Commit", Code(receipt.Commit) + (cell.IsDirty ? " (dirty)" : "")),
            ("Actor", receipt.Actor is { } actor ? Text(actor) : null),
            ("Run", receipt.RunUrl is { } run ? Link(run) : null),
            ("Tags", receipt.Tags.Count > 0 ? Text(string.Join(", ", receipt.Tags.Select(tag => tag.Tag))) : null),
        ];
    }

    private static string Told(DeployedImage cell) => cell.Drift switch
    {
        Drift.Current => "current",
        Drift.Behind => $"behind {(cell.Newest.Environment is { } environment ? $"{environment}, which has {VersionOf(cell.Newest, cell.Newest.Dirty)}" : VersionOf(cell.Newest, cell.Newest.Dirty))}",
        Drift.RolledBack => $"rolled back by {cell.Recorded.Receipt.Actor ?? "an unknown user"}",
        Drift.Moved => "drifted: the tag points to a different image than the receipt records",
        _ => "missing: the tag no longer exists",
    };

    private static string VersionOf(ImageReceipt receipt, bool isDirty) => receipt.Version ?? ReceiptText.Commit(receipt.Commit, isDirty);

    /// <summary>What is no release, or was built of files that no commit has, as such.</summary>
    private static string? Build(DeployedImage cell) => (cell.Recorded.Receipt.Version, cell.IsDirty) switch
    {
        (null, true) => "unreleased, from a dirty working tree",
        (null, false) => "unreleased",
        (_, true) => "from a dirty working tree",
        _ => null,
    };

    private static string HoldOf(Hold hold) =>
        $"{Text(hold.Version ?? "An image")} has been on hold since {Moment(hold.HeldAt)}{(hold.HeldBy is { } actor ? $" by {Text(actor)}" : "")}{(hold.Reason is { } reason ? $": {Text(reason)}" : "")}<br>{Short(hold.Digest)}";

    /// <summary>Long names break where their parts do.</summary>
    private static string Name(string name) => Text(name).Replace("/", "/<wbr>", StringComparison.Ordinal);

    private static string Short(Digest digest) => Code($"{digest.Algorithm}:{digest.Abbreviated}…");

    private static string Named(string? environment) => environment ?? "no environment";

    private static string Word(Drift drift) => drift == Drift.RolledBack ? "rolled-back" : drift.ToString().ToLowerInvariant();

    /// <summary>An address that would run something is shown and not followed.</summary>
    private static string Link(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? $"<a href=\"{Text(uri.AbsoluteUri)}\" rel=\"noreferrer noopener\">{Text(address)}</a>"
            : Text(address);

    private static string Code(string text) => $"<code>{Text(text)}</code>";

    private static string Text(string text) => WebUtility.HtmlEncode(Plimsoll.Tags.Hosts.LogText.Neutralize(text));

    private static string Moment(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{ReceiptText.Time(time)}\">{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC</time>");

    /// <summary>In the largest unit that there are two of. Clocks differ: what is not yet has just been.</summary>
    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } => Ago(age.TotalMinutes, "minutes"),
        { TotalDays: < 2 } => Ago(age.TotalHours, "hours"),
        { TotalDays: < 60 } => Ago(age.TotalDays, "days"),
        { TotalDays: < 730 } => Ago(age.TotalDays / 30.44, "months"),
        _ => Ago(age.TotalDays / 365.25, "years"),
    };

    private static string Ago(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{(long)count} {unit} ago");
}
