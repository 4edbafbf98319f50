using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Plimsoll.Testing;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>
/// With a canary in every place where a secret can be, no verb shows or leaves one anywhere but in the places of
/// <see cref="AllowedPlace"/>: at any verbosity, in any form, on any host, whatever fails and whatever a server repeats.
/// </summary>
/// <remarks>
/// Usually every verb meets every way to fail in a few combinations. <c>PLIMSOLL_TEST_SWEEP=all</c> runs each verb with each way in each surrounding.
/// </remarks>
public sealed class CanarySecretsTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("PLIMSOLL_TEST_SWEEP") == "all";

    private readonly ConcurrentDictionary<string, string> _leaks = new();

    /// <summary>What should have worked: what fails early writes nothing.</summary>
    private readonly List<string> _failures = [];

    [Fact]
    public async Task No_secret_is_shown_or_left_anywhere()
    {
        var watch = Stopwatch.StartNew();
        await using var world = await SecretWorld.StartAsync();
        var shown = world.Plant("an argument");
        foreach (var login in (string[])["login stdin", "login argument"])
            world.Plant(login);
        var search = new SecretSearch(world.Canaries);

        await SucceedAsync(world, search);
        await Parallel.ForEachAsync(Lines(world, shown), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (line, _) =>
            await RunAsync(world, search, line.Surrounding, line.Arguments));
        var leaks = _leaks.Select(leak => $"{leak.Key}\n{leak.Value}").Concat(world.FindLeaks(search)).Order(StringComparer.Ordinal).ToList();

        var told = new[] { world.Echo, world.FileEcho, world.HelperEcho, world.IdentityEcho }.Sum(echo => echo.Told);
        output.WriteLine($"{world.Canaries.Count} canaries, {world.Runs} runs, {told} requests with credentials to echoes, {search.Count} texts and files searched, {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(leaks.Count == 0, string.Join("\n\n", leaks.Take(60)));
        Assert.True(_failures.Count == 0, string.Join("\n\n", _failures));
        Assert.True(told > 100, $"only {told} requests carried a credential to a server that repeats it");
        Assert.NotEmpty(Directory.GetFiles(world.Programs.Records, "docker.*"));
        Assert.NotEmpty(Directory.GetFiles(world.Programs.Records, "git*"));
        Assert.NotEmpty(Directory.GetFiles(world.Programs.Records, "docker-credential-*"));
    }

    [Fact]
    public void The_search_finds_what_is_planted_in_every_form()
    {
        var canary = new Canary("here", 7);
        var search = new SecretSearch([canary, new Canary("elsewhere", 8)]);
        using var folder = new TempDirectory();
        string[] texts =
        [
            canary.Password,
            $"a cut {canary.Mark}",
            Uri.EscapeDataString(canary.Password),
            System.Text.Json.JsonSerializer.Serialize(canary.Password),
            .. Enumerable.Range(0, 6).Select(length => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('u', length)}:{canary.Password}"))),
            .. Enumerable.Range(0, 6).Select(length => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('u', length)}:{canary.Password}")).Replace('+', '-').Replace('/', '_').TrimEnd('=')),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary.Token)),
        ];

        Assert.All(texts, text => Assert.Equal([canary], search.FindIn($"some {text} text")));
        Assert.Empty(search.FindIn(new Canary("x", 9).Password));

        using (var gzip = new GZipStream(File.Create(folder["layer"]), CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(canary.Token));
        folder.Write($"name-{canary.Token}", "");
        Assert.Equal([folder["layer"], folder[$"name-{canary.Token}"]], search.FindInFolder(folder.Path).Select(found => found.Path).Order(StringComparer.Ordinal));
    }

    /// <summary>What works, which is where images, receipts and credentials are written.</summary>
    private async Task SucceedAsync(SecretWorld world, SecretSearch search)
    {
        var image = $"{world.Proxy.Host}/acme/app";
        foreach (var arguments in VerbLines.ForRegistry(image, "layout").Where(line => line[0] is not ("search" or "index" or "rollback" or "delete" or "diff") && line is not ["ls", not null] && !line.Contains("--base")))
        {
            if (arguments is ["inspect", ..])
                await RunAsync(world, search, Surrounding.All[1], ["push", "oci:layout:1.0", $"{image}:1.0"]);
            AssertDone(await RunAsync(world, search, Surrounding.All[2], arguments));
        }

        foreach (var (index, surrounding) in Surrounding.All.Index())
            AssertDone(await RunAsync(world, search, surrounding, ["publish", "--config", "build.yml", "--image", $"{image}-{index}"]));

        var (input, argument) = (world.At("login stdin"), world.At("login argument"));
        foreach (var (canary, arguments) in new[] { (input, new[] { "--password-stdin" }), (argument, ["-p", argument.Password]) })
        {
            world.Proxy.RequireTokens("ann", canary.Password);
            AssertDone(await RunAsync(world, search, Surrounding.All[0], ["login", world.Proxy.Host, "-u", "ann", .. arguments], canary.Password));
        }

        world.Proxy.RequireTokens("ann", world.At("PLIMSOLL_REGISTRY_PASSWORD").Password);
        Assert.Equal(4, (await RunAsync(world, search, Surrounding.All[0], ["login", world.Proxy.Host, "-u", "ann", "--password-stdin"], input.Password)).ExitCode);
    }

    private void AssertDone((int ExitCode, string Text) result)
    {
        if (result.ExitCode != 0)
            _failures.Add(result.Text);
    }

    private static IEnumerable<(Surrounding Surrounding, string[] Arguments)> Lines(SecretWorld world, Canary shown)
    {
        var count = 0;
        foreach (var echo in new[] { world.FileEcho, world.Echo, world.HelperEcho, world.IdentityEcho })
            foreach (var way in EchoingRegistry.Ways)
                foreach (var (scheme, index) in new[] { ("basic", 0), ("bearer", 1) })
                {
                    var lines = VerbLines.ForRegistry($"{echo.Host}/{scheme}-{way}/app", "layout");
                    if (IsFull)
                        foreach (var line in lines)
                            foreach (var surrounding in Surrounding.All)
                                yield return (surrounding, line);
                    else if (way is not ("429" or "503" or "close") || echo == world.FileEcho)
                        for (var i = 0; i < 2; i++, count++)
                            yield return (Surrounding.All[count % 4 % 3 == 0 ? 0 : count % Surrounding.All.Count], lines[(count * 7) % lines.Count]);
                }

        foreach (var line in VerbLines.Others)
            foreach (var surrounding in Surrounding.All.Where((_, index) => IsFull || index == 0 || index == 1 + (count++ % (Surrounding.All.Count - 1))))
                yield return (surrounding, [.. line.Select(word => string.Format(CultureInfo.InvariantCulture, word, shown.Token))]);
    }

    private async Task<(int ExitCode, string Text)> RunAsync(SecretWorld world, SecretSearch search, Surrounding surrounding, string[] arguments, string input = "")
    {
        var folder = Directory.CreateDirectory(world[$"ci/{Guid.NewGuid():N}"]).FullName;
        var variables = surrounding.Variables.ToDictionary(variable => variable.Key, variable => variable.Value.Replace("{0}", folder, StringComparison.Ordinal));
        var options = arguments.Contains("--output") || arguments[0] is "completions" or "schema" or "migrate-build" ? surrounding.Options.Where((_, index) => surrounding.Options[0] != "--output" || index > 1) : surrounding.Options;
        var result = await world.RunAsync(variables, input, [.. arguments, .. options]);
        var text = $"exit code {result.ExitCode}\n{result.StandardOutput}\n{result.StandardError}";
        IReadOnlyList<Canary> found;
        lock (search)
            found = search.FindIn(text);
        if (found.Count > 0)
            _leaks.TryAdd($"{string.Join(" ", arguments)}: {string.Join(", ", found.Select(canary => canary.Place))} ({string.Join(' ', surrounding.Options)} {string.Join(' ', surrounding.Variables.Keys.Take(1))})", text.Length > 3000 ? text[..3000] : text);
        if (result.ExitCode is not ((>= 0 and <= 8) or 130))
            _leaks.TryAdd($"{string.Join(" ", arguments)} crashed", text);
        return (result.ExitCode, text);
    }
}
