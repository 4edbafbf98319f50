using Plimsoll.Build;
using Plimsoll.Build.Components;
using Plimsoll.Publishing;

/// <summary>The image that <c>Publish</c> published, as an OCI archive: for machines that reach no registry.</summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder that the archive is put into.</param>
/// <param name="version">The version in its name, and the image's tag in it.</param>
sealed class ImageArchive(IPublishImages build, AbsolutePath directory, string version)
{
    /// <summary>The archive.</summary>
    public AbsolutePath File => directory / $"plimsoll-{version}-image.tar";

    public async Task PackAsync()
    {
        File.DeleteFile();
        await using var plimsoll = PlimsollHost.CreateDefault(new() { Directory = build.RootDirectory, Registry = build.Registry });
        var tag = plimsoll.DeriveTags(build.Environment).Tags[0].Value;
        var published = build.Registry is { } registry ? $"{registry}/{build.ImageName}" : $"oci:artifacts/images/{build.ImageName}";
        var digest = await plimsoll.CopyAsync($"{published}:{tag}", $"oci-archive:{File}:{version}", build.CancellationToken);
        build.Log.Information("{0}", $"{File.Name}  {digest}");
    }
}
