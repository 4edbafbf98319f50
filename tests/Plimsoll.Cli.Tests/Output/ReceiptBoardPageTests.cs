using Plimsoll.Cli.Output;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Output;

public class ReceiptBoardPageTests
{
    [Fact]
    public async Task It_tells_version_age_digest_and_drift_of_every_cell()
    {
        var page = await PageAsync(SampleReceipts.Create("1.0.0", "production", Contexts.Now.AddDays(-3)), SampleReceipts.Create("1.1.0", "staging", Contexts.Now.AddHours(-5)));

        Assert.Contains("<p class=\"version\">1.0.0</p>", page, StringComparison.Ordinal);
        Assert.Contains("behind staging, which has 1.1.0", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Details of localhost:5000/acme/app in production\"", page, StringComparison.Ordinal);
        Assert.Contains("3 days ago", page, StringComparison.Ordinal);
        Assert.Contains("5 hours ago", page, StringComparison.Ordinal);
        Assert.Contains(SampleReceipts.DigestOf("1.0.0").ToString(), page, StringComparison.Ordinal);
        Assert.Contains("the registry was not queried", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_a_hold_with_its_reason_and_since_when()
    {
        var hold = new Hold("id", "localhost:5000/acme/app", "production", SampleReceipts.DigestOf("1.1.0"), "1.1.0", ["production"], Contexts.Now.AddDays(-1), "ann", "it <leaks>", null);
        var board = await DeploymentBoard.CreateAsync(
            [new RecordedReceipt(SampleReceipts.Create("1.0.0", "production") with { Kind = ReceiptKind.Rollback, Hold = hold }, "receipt.json"), new RecordedReceipt(SampleReceipts.Create("1.1.0", "staging", Contexts.Now.AddDays(-2)), "receipt.json")],
            look: null,
            holds: [hold]);

        var page = ReceiptBoardPage.Render(board, Contexts.Now, isOnline: false);

        Assert.Contains("<div class=\"cell rolled-back\">", page, StringComparison.Ordinal);
        Assert.Contains("rolled back by ada", page, StringComparison.Ordinal);
        Assert.DoesNotContain("behind", page[page.IndexOf("</style>", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("<p class=\"hold\">1.1.0 has been on hold since <time", page, StringComparison.Ordinal);
        Assert.Contains($"UTC</time> by ann: it &lt;leaks&gt;<br><code>sha256:{SampleReceipts.DigestOf("1.1.0").Abbreviated}…</code></p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_what_is_no_release_and_what_is_of_a_dirty_tree()
    {
        var dirty = SampleReceipts.Create(null, "dev") with { Dirty = true };

        var page = await PageAsync(dirty, dirty with { Environment = "qa", Dirty = false, Kind = ReceiptKind.Promote }, SampleReceipts.Create("1.0.0", "staging"));

        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(page, $"<p class=\"version\">{Contexts.CommitId[..7]}-dirty</p>\n<p class=\"build\">unreleased, from a dirty working tree</p>"));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(page, "class=\"build\""));
    }

    [Fact]
    public async Task Foreign_text_is_text()
    {
        const string Hostile = "<script>alert(1)</script>\"'&\u202e";
        var page = await PageAsync(SampleReceipts.Create() with { Destination = Hostile, Version = Hostile, Environment = Hostile, Actor = Hostile, Kind = Hostile, RunUrl = Hostile });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData("https://ci.example/runs/7?a=1&b=\"2\"", true)]
    public async Task Only_addresses_of_the_web_are_followed(string address, bool isLink)
    {
        var page = await PageAsync(SampleReceipts.Create() with { RunUrl = address });

        Assert.Equal(isLink, page.Contains("<a href", StringComparison.Ordinal));
        Assert.DoesNotContain("\"2\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_comes_from_elsewhere_and_nothing_runs()
    {
        var page = await PageAsync(SampleReceipts.Create() with { RunUrl = null });

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (var word in new[] { "<script", "http:", "https:", "url(", "@import", " src=", " onclick" })
            Assert.DoesNotContain(word, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_receipt_it_says_so() => Assert.Contains("There are no receipts yet.", await PageAsync(), StringComparison.Ordinal);

    private static async Task<string> PageAsync(params ImageReceipt[] receipts) =>
        ReceiptBoardPage.Render(
            await DeploymentBoard.CreateAsync([.. receipts.Select(receipt => new RecordedReceipt(receipt, "receipt.json")).OrderByDescending(recorded => recorded.Receipt.FinishedAt)], look: null),
            Contexts.Now,
            isOnline: false);
}
