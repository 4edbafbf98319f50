using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll inspect</c>: what an image is, without fetching its layers.</summary>
internal static class InspectCommand
{
    private static readonly Option<bool> Referrers = new("--referrers") { Description = "List what says something about the image: signatures, provenance, SBOMs, receipts" };

    private static readonly Option<bool> Raw = new("--raw") { Description = "Print the manifest or index as it is, byte for byte" };

    /// <summary>Skopeo's word. The option of that name that every verb has goes before this verb, and names a file.</summary>
    private static readonly Option<bool> Config = new("--config") { Description = "Print the image's configuration as it is, byte for byte; for a configuration file: plimsoll --config FILE inspect" };

    public static Command Create(CommandHost host) =>
        ImageCommand.Create("inspect", "Show an image's digest, platform, settings and layers without pulling it", host, ShowAsync, Raw, Config, Referrers);

    private static async Task ShowAsync(ImageView view, CancellationToken cancellationToken)
    {
        var session = view.Session;
        if (new[] { Raw, Config, Referrers }.Where(session.Has).Take(2).ToList() is [var first, var second])
            throw PlimsollException.Usage($"{first.Name} and {second.Name} cannot be used together.", "Use one at a time.");

        if (session.Has(Raw))
        {
            await WriteAsync(session, new MemoryStream(view.Root.Bytes.ToArray(), writable: false), cancellationToken);
            return;
        }

        if (session.Has(Config))
        {
            await WriteAsync(session, await OpenConfigAsync(view, cancellationToken), cancellationToken);
            return;
        }

        var info = await DescribeAsync(view, cancellationToken);
        if (session.Has(Referrers))
            info = info with { Referrers = await ListReferrersAsync(view.Image, cancellationToken) };
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(info, CliJson.Default.ImageInfo));
        else
            foreach (var line in info.ToLines())
                session.Host.Out.WriteLine(LogText.Neutralize(line));
    }

    /// <summary>Nothing is added and nothing made safe: who asks for the bytes computes their digest.</summary>
    private static async Task WriteAsync(CommandSession session, Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        await using (var output = session.Host.OpenRawOutput())
            await content.CopyToAsync(output, cancellationToken);
    }

    private static async Task<Stream> OpenConfigAsync(ImageView view, CancellationToken cancellationToken)
    {
        var descriptor = ((await view.ChooseAsync(cancellationToken)).Parse() as ImageManifest)!.Config;
        return descriptor.Size <= ImageConfigReader.MaximumSize
            ? await view.Image.Source.OpenBlobAsync(descriptor, cancellationToken)
            : throw PlimsollException.Usage($"The configuration {descriptor.Digest} has {descriptor.Size} bytes, more than {ImageConfigReader.MaximumSize}.");
    }

    private static async Task<IReadOnlyList<ReferrerInfo>> ListReferrersAsync(OpenedImage image, CancellationToken cancellationToken) =>
        [.. (await new ReferrerFinder(image.Source).ListAsync(image.Manifest, cancellationToken)).Select(ReferrerInfo.Create)];

    private static async Task<ImageInfo> DescribeAsync(ImageView view, CancellationToken cancellationToken)
    {
        var descriptor = view.Root.Descriptor;
        var root = view.Root.Parse();
        var info = new ImageInfo(1, view.Name, descriptor.Digest.ToString(), descriptor.MediaType, descriptor.Size)
        {
            ArtifactType = root.ArtifactType,
            Subject = root.Subject?.Digest.ToString(),
            Annotations = root.Annotations,
            Platforms = root is ImageIndex index ? [.. index.Manifests.Select(entry => new PlatformInfo(entry.Platform?.ToString(), entry.Digest.ToString(), entry.MediaType, entry.Size))] : null,
        };

        // Of several platforms none is more the image than another.
        return await Attestations.FindOnlyImageAsync(view.Image.Source, view.Root, cancellationToken) is { } only && only.Parse() is ImageManifest image
            ? await DescribeAsync(info, view, only, image, cancellationToken)
            : info;
    }

    private static async Task<ImageInfo> DescribeAsync(ImageInfo info, ImageView view, ManifestContent content, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var described = info with
        {
            Manifest = content.Descriptor.Digest.ToString() is var digest && digest != info.Digest ? digest : null,
            Config = manifest.Config.Digest.ToString(),
            Annotations = info.Annotations ?? manifest.Annotations,
            Layers = [.. manifest.Layers.Select(layer => new BlobInfo(layer.Digest.ToString(), layer.MediaType, layer.Size))],
        };
        return await view.Image.Source.ReadConfigAsync(manifest, cancellationToken) is { } config
            ? described.With(config) with { History = [.. ImageStep.Match(manifest, config).Select(HistoryStep.Create)] }
            : described;
    }
}
