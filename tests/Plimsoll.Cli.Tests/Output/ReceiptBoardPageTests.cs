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
