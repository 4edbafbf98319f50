using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>A publishing of three tags, of which two exist and move, and what must hold when it broke.</summary>
internal static class BrokenPublication
{
    public static readonly string[] Tags = ["2.1.1", "2.1", "2"];

    /// <summary>The immutable tag may be there: the next attempt finds it, and it names the whole image.</summary>
    public static async Task CheckAsync(PublishingWorld world, string image, string before, Exception? exception, string where)
    {
        var now = new List<string?>();
        foreach (var tag in Tags)
            now.Add(await ReadAsync(world, image, tag));

        if (exception is null)
            Assert.True(now.All(digest => digest == now[0] && digest is not null && digest != before), where);
        else
            Assert.True(now[0] != before && now[1] == before && now[2] == before, $"{where}: {string.Join(", ", now)}, before {before}\n{exception}");

        // Whatever was left behind, publishing again completes it.
        var receipt = await PublishNextAsync(world, world.Registry.Host, image);
        Assert.True(now[0] is null || now[0] == receipt.Digest!.ToString(), where);
        foreach (var tag in Tags)
            Assert.Equal(receipt.Digest!.ToString(), await ReadAsync(world, image, tag));
        GoBack(world);
    }

    public static async Task<int> CountWritesAsync(PublishingWorld world, FaultProxy proxy)
    {
        await PublishFirstAsync(world, "acme/counted");
        proxy.Clear();
        await PublishNextAsync(world, proxy.Host, "acme/counted");
        GoBack(world);
        return proxy.Requests.Count(request => IsWrite(request.Method));
    }

    public static void GoBack(PublishingWorld world)
    {
        if (world.Repository.Run("tag", "--list", "v2.1.1").Length > 0)
            world.Repository.Run("tag", "--delete", "v2.1.1");
        world.SetContent("hello");
    }

    public static async Task<string> PublishFirstAsync(PublishingWorld world, string image) =>
        (await world.PublishAsync(request => Versions(request) with { Image = image })).Digest!.ToString();

    /// <summary>The next version of it, from the same commit: three tags, of which two exist.</summary>
    public static Task<ImageReceipt> PublishNextAsync(PublishingWorld world, string host, string image, CancellationToken cancellationToken = default)
    {
        if (world.Repository.Run("tag", "--list", "v2.1.1").Length == 0)
            world.Repository.Tag("v2.1.1");
        world.SetContent("more");
        return world.PublishAsync(request => Versions(request) with { Image = image, Registry = host }, cancellationToken);
    }

    public static PublishRequest Versions(PublishRequest request) => request with { Rules = new TagRules { Only = [StrategyNames.SemanticVersion] } };

    public static Func<ProxiedRequest, Fault> Nth(int number, Fault fault)
    {
        var count = 0;
        return request => IsWrite(request.Method) && Interlocked.Increment(ref count) == number ? fault : Fault.None;
    }

    public static bool IsWrite(string method) => method is not ("GET" or "HEAD");

    /// <summary>With another client; <c>null</c> where there is no such tag.</summary>
    public static async Task<string?> ReadAsync(PublishingWorld world, string image, string tag)
    {
        var listed = await OtherEnd.SkopeoAsync("list-tags", "--tls-verify=false", $"docker://{world.Registry.Host}/{image}");
        return listed.Contains($"\"{tag}\"", StringComparison.Ordinal)
            ? await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", "--tls-verify=false", $"docker://{world.Registry.Host}/{image}:{tag}")
            : null;
    }
}
