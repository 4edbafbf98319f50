using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>Images in the registry that runs read and do not write: <c>seed/app</c>, for two platforms, in two versions.</summary>
internal static class SeededImages
{
    public const string Repository = "seed/app";
    public const string Old = "0.9.0";
    public const string Current = "1.0.0";

    /// <summary>Makes the current one an archive whose layers are not compressed, as <c>docker save</c> does.</summary>
    /// <param name="world">Where they were pushed from.</param>
    public static async Task<byte[]> SaveAsync(CrashWorld world)
    {
        await CliWrap.Cli.Wrap("skopeo")
            .WithArguments(["--insecure-policy", "--override-os", "linux", "--override-arch", "amd64", "copy", "--quiet", $"oci:{world[$"seed-{Current}"]}:{Current}", $"docker-archive:{world["saved.tar"]}"])
            .ExecuteAsync();
        return await File.ReadAllBytesAsync(world["saved.tar"]);
    }

    /// <summary>Pushes them.</summary>
    public static async Task PushAsync(CrashWorld world, string host)
    {
        foreach (var version in (string[])[Old, Current])
        {
            // Large enough, and not to be compressed, so that a body or a file has a middle.
            var bytes = new byte[150_000];
            new Random(version[0]).NextBytes(bytes);
            var text = Convert.ToHexString(bytes);
            var image = InMemoryIndex.CreateOf(version + text, "linux/amd64", "linux/arm64");
            var layout = OciLayout.OpenOrCreate(world[$"seed-{version}"]);
            await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
            await layout.PutManifestAsync(image.Manifest, version, CancellationToken.None);
            (await CrashProcess.Start(world, "", "push", $"oci:seed-{version}:{version}", $"{host}/{Repository}:{version}").WaitAsync()).AssertDone();
        }
    }
}
