using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Single blobs of a real registry.</summary>
public sealed class BlobTests : RegistryCommandTests
{
    [Fact]
    public async Task A_blob_is_printed_as_it_is_and_only_where_there_is_one()
    {
        var image = SmallImage.Create("text of the layer");
        await image.PushAsync(OciLayout.OpenOrCreate(Git["layout"]), "1.0");
        await World.SucceedAsync("push", "oci:layout:1.0", $"{Image}:1.0");
        var layer = image.Blobs.Keys.Single(blob => image.Blobs[blob].Length == "text of the layer".Length);

        Assert.Equal("text of the layer", (await World.SucceedAsync("blob", $"{Image}@{layer.Digest}")).Output);
        Assert.Equal("text of the layer", (await World.SucceedAsync("blob", $"docker://{Image}@{layer.Digest}", "--quiet")).Output);

        var missing = await World.FailAsync(ExitCode.NotFound, "blob", $"{Image}@sha256:{new string('0', 64)}");
        Assert.Contains("plimsoll inspect", missing, StringComparison.Ordinal);
        await World.FailAsync(ExitCode.Usage, "blob", $"{Image}:1.0");
        await World.FailAsync(ExitCode.Usage, "blob", $"oci:layout@{layer.Digest}");
        World.IsOutputTerminal = true;
        await World.FailAsync(ExitCode.Usage, "blob", $"{Image}@{layer.Digest}");
    }

    [Fact]
    public async Task A_blob_with_other_content_than_its_digest_is_an_error()
    {
        // No other test has this text: the registry keeps equal blobs of all repositories once.
        var image = SmallImage.Create("text that is changed");
        await image.PushAsync(OciLayout.OpenOrCreate(Git["layout"]), "1.0");
        await World.SucceedAsync("push", "oci:layout:1.0", $"{Image}:1.0");
        var layer = image.Blobs.Keys.Single(blob => image.Blobs[blob].Length == "text that is changed".Length).Digest;
        var stored = Path.GetFullPath(Path.Combine(Registry.FolderOf("acme/app"), "../../../../blobs/sha256", layer.Hex[..2], layer.Hex, "data"));
        Assert.Equal("text that is changed", await File.ReadAllTextAsync(stored));
        await File.WriteAllTextAsync(stored, "TEXT THAT IS CHANGED");

        var result = await World.RunAsync("blob", $"{Image}@{layer}");

        Assert.NotEqual(ExitCode.Done, result.ExitCode);
        Assert.Contains(layer.ToString(), result.Error, StringComparison.Ordinal);
    }
}
