using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll inspect</c>: what an image is, without fetching its layers.</summary>
internal static class InspectCommand
{
    private static readonly Option<bool> Referrers = new("--referrers") { Description = "List the image's referrers: signatures, SBOMs, attestations" };

    public static Command Create(CommandHost host) => ImageCommand.Create("inspect", "Show an image's digest, platform, labels and layers without pulling it", host, ShowAsync, Referrers);

    private static async Task ShowAsync(CommandSession session, string name, OpenedImage image, CancellationToken cancellationToken)
    {
        var info = await DescribeAsync(name, image, cancellationToken);
        if (session.Has(Referrers))
            info = info with { Referrers = await ListReferrersAsync(image, cancellationToken) };
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(info, CliJson.Default.ImageInfo));
        else
            foreach (var line in Lines(info))
                session.Host.Out.WriteLine(Plimsoll.Tags.Hosts.LogText.Neutralize(line));
    }

    private static async Task<IReadOnlyList<ReferrerInfo>> ListReferrersAsync(OpenedImage image, CancellationToken cancellationToken) =>
        image.Source is IReferrerSource source
            ? [.. (await source.GetReferrersAsync(image.Manifest.Descriptor.Digest, artifactType: null, cancellationToken)).Select(
                referrer => new ReferrerInfo(referrer.Digest.ToString(), referrer.ArtifactType, referrer.MediaType, referrer.Size, referrer.Annotations))]
            : [];

    private static async Task<ImageInfo> DescribeAsync(string name, OpenedImage image, CancellationToken cancellationToken)
    {
        var descriptor = image.Manifest.Descriptor;
        var manifest = image.Manifest.Parse();
        var info = new ImageInfo(1, name, descriptor.Digest.ToString(), descriptor.MediaType, descriptor.Size)
        {
            ArtifactType = manifest.ArtifactType,
            Subject = manifest.Subject?.Digest.ToString(),
        };
        if (manifest is ImageIndex index)
            return info with
            {
                Annotations = index.Annotations,
                Platforms = [.. index.Manifests.Select(entry => new PlatformInfo(entry.Platform?.ToString(), entry.Digest.ToString(), entry.MediaType, entry.Size))],
            };

        var single = (ImageManifest)manifest;
        var config = await image.Source.ReadConfigAsync(single, cancellationToken);
        return info with
        {
            Platform = config?.Platform?.ToString(),
            Created = config?.Created,
            Entrypoint = config?.Config?.Entrypoint,
            Command = config?.Config?.Cmd,
            User = config?.Config?.User is { Length: > 0 } user ? user : null,
            Labels = config?.Config?.Labels,
            Annotations = single.Annotations,
            Layers = [.. single.Layers.Select(layer => new BlobInfo(layer.Digest.ToString(), layer.MediaType, layer.Size))],
        };
    }

    private static IEnumerable<string> Lines(ImageInfo info)
    {
        yield return $"name       {info.Name}";
        yield return $"digest     {info.Digest}";
        yield return $"type       {info.MediaType}";
        foreach (var (title, value) in new[] { ("artifact", info.ArtifactType), ("subject", info.Subject), ("platform", info.Platform), ("created", info.Created), ("user", info.User), ("entrypoint", Join(info.Entrypoint)), ("command", Join(info.Command)) })
            if (value is not null)
                yield return $"{title,-10} {value}";
        foreach (var (title, values) in new[] { ("label", info.Labels), ("annotation", info.Annotations) })
            foreach (var (key, value) in (values ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                yield return $"{title,-10} {key}={value}";
        foreach (var layer in info.Layers ?? [])
            yield return $"layer      {layer.Digest} {layer.Size:N0} bytes";
        foreach (var platform in info.Platforms ?? [])
            yield return $"manifest   {platform.Digest} {platform.Platform ?? "-"}";
        foreach (var referrer in info.Referrers ?? [])
            yield return $"referrer   {referrer.Digest} {referrer.ArtifactType ?? referrer.MediaType}";
    }

    private static string? Join(IReadOnlyList<string>? words) => words is { Count: > 0 } ? string.Join(' ', words) : null;
}
