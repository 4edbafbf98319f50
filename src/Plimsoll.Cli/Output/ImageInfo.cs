using Plimsoll.Oci.Images;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll inspect</c>: an image, an artifact, or an index with its platforms.</summary>
internal sealed record ImageInfo(int SchemaVersion, string Name, string Digest, string MediaType, long Size)
{
    public string? ArtifactType { get; init; }

    public string? Subject { get; init; }

    /// <summary>The digest of the image's manifest, which is another one than <see cref="Digest"/> where that is an index of this image and its attestations.</summary>
    public string? Manifest { get; init; }

    /// <summary>The digest of the image's configuration, which engines call the image ID.</summary>
    public string? Config { get; init; }

    public string? Platform { get; init; }

    public string? Os { get; init; }

    public string? OsVersion { get; init; }

    public string? Architecture { get; init; }

    public string? Variant { get; init; }

    public string? Created { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyList<string>? ExposedPorts { get; init; }

    public IReadOnlyList<string>? Volumes { get; init; }

    public HealthCheckInfo? HealthCheck { get; init; }

    public string? StopSignal { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<BlobInfo>? Layers { get; init; }

    /// <summary>The steps, newest first.</summary>
    public IReadOnlyList<HistoryStep>? History { get; init; }

    public IReadOnlyList<PlatformInfo>? Platforms { get; init; }

    /// <summary><c>null</c> where they were not asked for.</summary>
    public IReadOnlyList<ReferrerInfo>? Referrers { get; init; }

    /// <summary>The same with what a configuration says.</summary>
    public ImageInfo With(ImageConfig config)
    {
        var settings = config.Config;
        return this with
        {
            Platform = config.Platform?.ToString(),
            Os = Text(config.Os),
            OsVersion = Text(config.OsVersion),
            Architecture = Text(config.Architecture),
            Variant = Text(config.Variant),
            Created = config.Created,
            User = Text(settings?.User),
            WorkingDir = Text(settings?.WorkingDir),
            Entrypoint = settings?.Entrypoint,
            Command = settings?.Cmd,
            Env = settings?.Env,
            ExposedPorts = settings?.ExposedPorts,
            Volumes = settings?.Volumes,
            HealthCheck = settings?.HealthCheck is { } check ? HealthCheckInfo.Create(check) : null,
            StopSignal = Text(settings?.StopSignal),
            Labels = settings?.Labels,
        };
    }

    /// <summary>A line each: what it is, and its value.</summary>
    public IEnumerable<string> ToLines() => Entries().Select(entry => $"{entry.Title,-10} {entry.Value}");

    private IEnumerable<(string Title, string Value)> Entries()
    {
        foreach (var (title, value) in new[]
        {
            ("name", Name), ("digest", Digest), ("type", MediaType), ("artifact", ArtifactType), ("subject", Subject), ("image", Manifest), ("config", Config), ("platform", Platform),
            ("os version", OsVersion), ("created", Created), ("user", User), ("workdir", WorkingDir), ("entrypoint", Join(Entrypoint)), ("command", Join(Command)),
        })
            if (value is not null)
                yield return (title, value);
        foreach (var (title, values) in new[] { ("env", Env), ("port", ExposedPorts), ("volume", Volumes) })
            foreach (var value in values ?? [])
                yield return (title, value);
        if (HealthCheck is { } check)
            yield return ("health", check.ToString());
        if (StopSignal is not null)
            yield return ("stopsignal", StopSignal);
        foreach (var (title, values) in new[] { ("label", Labels), ("annotation", Annotations) })
            foreach (var (key, value) in (values ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                yield return (title, $"{key}={value}");
        foreach (var layer in Layers ?? [])
            yield return ("layer", $"{layer.Digest} {layer.Size:N0} bytes {layer.MediaType}");
        foreach (var step in History ?? [])
            yield return ("history", $"{step.Created ?? "-"} {step.CreatedBy ?? step.Comment ?? "-"}".ReplaceLineEndings(" "));
        foreach (var platform in Platforms ?? [])
            yield return ("manifest", $"{platform.Digest} {platform.Platform ?? "-"}");
        foreach (var referrer in Referrers ?? [])
            yield return ("referrer", $"{referrer.Digest} {referrer.Kind}{(referrer.Tag is { } tag ? $" under {tag}" : referrer.Subject != Digest ? $" of {referrer.Subject}" : "")}");
    }

    private static string? Text(string? value) => value is { Length: > 0 } ? value : null;

    private static string? Join(IReadOnlyList<string>? words) => words is { Count: > 0 } ? string.Join(' ', words) : null;
}
