using System.Runtime.InteropServices;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.Publishing.Sources;

/// <summary>Opens images by name, whatever their transport.</summary>
/// <param name="host">Registry client and engine.</param>
internal sealed class ImageOpener(PlimsollHost host)
{
    /// <summary>What an assembled image runs on where nothing else is asked for: Linux on this machine's architecture.</summary>
    public static Platform DefaultPlatform => new("linux", RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>Opens an image.</summary>
    /// <param name="location">Its name.</param>
    /// <param name="platform">The platform to choose from an index; <c>null</c> keeps an index whole.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such image (6), it cannot be used (2) or reached (4, 7); a directory of files is not an image yet (2).</exception>
    public async Task<OpenedImage> OpenAsync(ImageLocation location, Platform? platform, CancellationToken cancellationToken)
    {
        var image = await OpenWholeAsync(location, cancellationToken);
        if (platform is null)
            return image;

        try
        {
            return new OpenedImage(image.Source, await PlatformSelector.SelectAsync(image.Source, image.Manifest, platform, cancellationToken), image);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Assembles an image from the files of a directory, on a base image where one is named.</summary>
    public async Task<OpenedImage> AssembleAsync(string directory, ImageLocation? baseLocation, AssemblyOptions options, CancellationToken cancellationToken)
    {
        var below = baseLocation is null ? null : await OpenAsync(baseLocation, options.Platform, cancellationToken);
        try
        {
            var baseImage = below is null ? null : new BaseImage(below.Source, below.Manifest, baseLocation!.Reference?.ToString());
            var assembled = await AssembledImage.FromDirectoryAsync(directory, options with { Base = baseImage }, cancellationToken);
            return new OpenedImage(assembled, assembled.Manifest, assembled, below);
        }
        catch
        {
            below?.Dispose();
            throw;
        }
    }

    /// <summary>Joins images into one index, which owns them.</summary>
    /// <exception cref="PlimsollException">Two images are for one platform, or one tells no platform (exit code 2).</exception>
    internal static async Task<OpenedImage> JoinAsync(IReadOnlyList<OpenedImage> images, IReadOnlyDictionary<string, string> annotations, CancellationToken cancellationToken)
    {
        var joined = await JoinedImage.JoinAsync([.. images.Select(image => new JoinedPart(image.Source, image.Manifest))], annotations, cancellationToken);
        return new OpenedImage(joined, joined.Manifest, [.. images]);
    }

    private async Task<OpenedImage> OpenWholeAsync(ImageLocation location, CancellationToken cancellationToken)
    {
        switch (location.Transport)
        {
            case ImageTransport.OciLayout:
                var layout = OciLayout.Open(location.Path);
                return new OpenedImage(layout, location.Tag is { } tag ? await layout.GetManifestAsync(tag, cancellationToken) : await layout.GetOnlyManifestAsync(cancellationToken));

            case ImageTransport.Archive:
                return await ChooseAsync(await OpenArchiveAsync(location, cancellationToken), location.Tag, cancellationToken);

            case ImageTransport.DockerDaemon:
                return await ChooseAsync(await host.Engine.OpenAsync(location.Path, cancellationToken), null, cancellationToken);

            case ImageTransport.Directory:
                var directory = ImageDirectory.Open(location.Path);
                return new OpenedImage(directory, directory.ReadRoot());

            case ImageTransport.Files:
                throw PlimsollException.Usage($"{location.Path} is a directory of files, not an image.", "Publish it to assemble an image from it: plimsoll publish files:PATH.");

            default:
                await DockerHubNameCheck.WarnAsync(host, location, cancellationToken);
                var repository = host.OpenRegistry(location.Reference!);
                try
                {
                    return new OpenedImage(repository, await repository.GetManifestAsync(location.Reference!.TagOrDigest, cancellationToken));
                }
                catch (RegistryException exception) when (exception.Kind == ErrorKind.NotFound && location.Reference!.Digest is null)
                {
                    throw await MissingTag.ExplainAsync(exception, location.Reference, repository, cancellationToken);
                }
        }
    }

    private async Task<ImageArchive> OpenArchiveAsync(ImageLocation location, CancellationToken cancellationToken)
    {
        if (!location.IsStandardStream)
            return await ImageArchive.OpenAsync(location.Path, host.Work, cancellationToken);

        await using var input = new InterruptibleStream(Console.OpenStandardInput());
        return await ImageArchive.OpenAsync(input, "standard input", Path.GetTempPath(), host.Work, cancellationToken);
    }

    private static async Task<OpenedImage> ChooseAsync(ImageArchive archive, string? tag, CancellationToken cancellationToken)
    {
        try
        {
            return new OpenedImage(archive, await archive.GetManifestAsync(archive.Choose(tag).Digest.ToString(), cancellationToken), archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
