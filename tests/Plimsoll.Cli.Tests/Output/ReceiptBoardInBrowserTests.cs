using System.Buffers.Binary;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Output;

/// <summary>The page that <c>plimsoll receipt list --html</c> writes, in a real browser.</summary>
public sealed class ReceiptBoardInBrowserTests : IAsyncLifetime, IDisposable
{
    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    private readonly TempDirectory _folder = new();
    private Chromium? _browser;

    private Chromium Browser => _browser!;

    public async Task InitializeAsync()
    {
        var receipts = new[]
        {
            SampleReceipts.Create("1.0.0", "production", Contexts.Now.AddDays(-9)),
            SampleReceipts.Create("1.1.0", "staging", Contexts.Now.AddHours(-3)),
            SampleReceipts.Create("0.9.0", "a-review-environment-with-a-very-long-name", Contexts.Now.AddDays(-90)),
            SampleReceipts.Create("2.0.0", "staging", Contexts.Now) with { Destination = "registry.example/a/very/long/path/that/does/not/fit/on/a/phone/" + new string('x', 80), Actor = Hostile },
        };
        for (var index = 0; index < receipts.Length; index++)
            _folder.Write($".plimsoll/receipts/{index}.json", receipts[index].ToJson());
        await new CommandWorld(_folder.Path).SucceedAsync("receipt", "list", "--html", "board.html");
        _browser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(360, 740)]
    public async Task It_renders_without_a_complaint_and_fits(int width, int height)
    {
        var page = _folder["board.html"];
        await Browser.SizeAsync(width, height);
        await Browser.OpenAsync(page);

        var light = await Browser.ScreenshotAsync();
        await Browser.SizeAsync(width, height, isDark: true);
        var dark = await Browser.ScreenshotAsync();

        Assert.Empty(Browser.Complaints);
        Assert.Equal([new Uri(page).AbsoluteUri], Browser.Requests.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Equal((width, height), SizeOf(light));
        Assert.Equal((width, height), SizeOf(dark));
        Assert.NotEqual(light, dark);
        Assert.Equal(0, await NumberAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Equal(0, await NumberAsync("document.querySelector('h1').textContent === 'Deployments' ? 0 : 1"));
    }

    [Fact]
    public async Task Environments_stand_side_by_side_where_there_is_room_and_below_each_other_where_not()
    {
        const string Lefts = "new Set([...document.querySelectorAll('.row:nth-child(2) .cell')].map(cell => cell.getBoundingClientRect().left)).size";
        const string Cut = "[...document.querySelectorAll('.cell *, h2')].filter(part => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline').length";
        await Browser.SizeAsync(1280, 800);
        await Browser.OpenAsync(_folder["board.html"]);

        Assert.Equal(3, await NumberAsync(Lefts));
        Assert.Equal("none", (string?)await Browser.EvaluateAsync("getComputedStyle(document.querySelector('.cell .environment')).display"));

        await Browser.SizeAsync(360, 740);

        Assert.Equal(1, await NumberAsync(Lefts));
        Assert.Equal("block", (string?)await Browser.EvaluateAsync("getComputedStyle(document.querySelector('.cell .environment')).display"));
        Assert.Equal(0, await NumberAsync(Cut));
    }

    [Fact]
    public async Task Everything_is_reached_by_keyboard()
    {
        await Browser.SizeAsync(1280, 800);
        await Browser.OpenAsync(_folder["board.html"]);

        await Browser.PressAsync("Tab");
        Assert.Equal("region", (string?)await Browser.EvaluateAsync("document.activeElement.getAttribute('role')"));
        await Browser.PressAsync("Tab");
        Assert.Equal("SUMMARY", (string?)await Browser.EvaluateAsync("document.activeElement.tagName"));
        Assert.NotEqual("none", (string?)await Browser.EvaluateAsync("getComputedStyle(document.activeElement).outlineStyle"));
        await Browser.PressAsync("Enter");
        Assert.True((bool)(await Browser.EvaluateAsync("document.activeElement.parentElement.open"))!);
        await Browser.PressAsync("Tab");
        Assert.Equal("https://ci.example/runs/7", (string?)await Browser.EvaluateAsync("document.activeElement.href"));
    }

    /// <summary>As many environments as fit stand side by side; more flow into lines, and production, the last, is behind no edge.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(11, false)]
    public async Task Nothing_is_cut_off_however_many_environments_there_are(int count, bool areSideBySide)
    {
        const string Outside = "[...document.querySelectorAll('.cell, .cell > *, h2, .head span')].filter(part => getComputedStyle(part).display !== 'none' && part.getBoundingClientRect().right > document.documentElement.clientWidth).length";
        for (var number = 1; number < count; number++)
            _folder.Write($"many/{number}.json", SampleReceipts.Create(environment: $"region-{number}").ToJson());
        _folder.Write("many/0.json", SampleReceipts.Create("2.0.0", "production").ToJson());
        await new CommandWorld(_folder.Path).SucceedAsync("receipt", "list", "--receipts", "many", "--html", "many.html");
        await Browser.SizeAsync(1280, 800);
        await Browser.OpenAsync(_folder["many.html"]);

        Assert.Equal(0, await NumberAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Equal(0, await NumberAsync("document.querySelector('.scroll').scrollWidth - document.querySelector('.scroll').clientWidth"));
        Assert.Equal(0, await NumberAsync(Outside));
        Assert.True(!areSideBySide || await NumberAsync("new Set([...document.querySelectorAll('.cell')].map(cell => cell.getBoundingClientRect().top)).size") == 1);
        Assert.Equal(areSideBySide ? "none" : "block", (string?)await Browser.EvaluateAsync("getComputedStyle(document.querySelector('.cell .environment')).display"));
        Assert.Equal("production", (string?)await Browser.EvaluateAsync("[...document.querySelectorAll('.cell .environment')].at(-1).textContent"));
    }

    [Fact]
    public async Task Names_wrap_between_their_parts_and_digests_do_not_wrap()
    {
        const string Lines = "part => [...part.childNodes].filter(node => node.nodeType === 3).flatMap(node => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()]; })";
        var name = "registry.example/acme/platform/payments/authorisation-gateway";
        foreach (var number in Enumerable.Range(1, 4))
            _folder.Write($"names/{number}.json", (SampleReceipts.Create(environment: $"region-{number}") with { Destination = name }).ToJson());
        await new CommandWorld(_folder.Path).SucceedAsync("receipt", "list", "--receipts", "names", "--html", "names.html");
        await Browser.SizeAsync(1280, 800);
        await Browser.OpenAsync(_folder["names.html"]);

        // Each part of the name is in one line, and the name in several.
        Assert.Equal(5, await NumberAsync($"({Lines})(document.querySelector('h2')).length"));
        Assert.True(await NumberAsync($"new Set(({Lines})(document.querySelector('h2')).map(line => line.top)).size") > 1);
        Assert.Equal(0, await NumberAsync($"[...document.querySelectorAll('.cell > p code')].filter(code => ({Lines})(code).length !== 1).length"));

        await Browser.EvaluateAsync("document.querySelector('details').open = true");
        Assert.Equal(0, await NumberAsync($"[...document.querySelectorAll('details[open] code')].filter(code => ({Lines})(code).length !== 1).length"));
        Assert.Equal(0, await NumberAsync("[...document.querySelectorAll('details[open] code')].filter(code => code.getBoundingClientRect().right > code.closest('.cell').getBoundingClientRect().right).length"));
    }

    [Fact]
    public async Task Foreign_text_makes_no_elements()
    {
        await Browser.OpenAsync(_folder["board.html"]);

        Assert.Equal(0, await NumberAsync("document.querySelectorAll('img, script').length"));
        Assert.True((bool)(await Browser.EvaluateAsync($"document.body.textContent.includes('{Hostile}')"))!);
        Assert.Empty(Browser.Complaints);
    }

    private async Task<int> NumberAsync(string expression) => (int)(await Browser.EvaluateAsync(expression))!;

    /// <summary>Width and height stand in the first chunk of a PNG.</summary>
    private static (int Width, int Height) SizeOf(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}
