using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Checking;

/// <summary>What a check would have found before a change: which findings are not the change's own, and which images are others.</summary>
internal sealed class EarlierResult
{
    private static readonly HashSet<string> AboutRegistries = [RuleNames.TagNotFound, RuleNames.TagDigestMismatch, RuleNames.UnsignedImage, RuleNames.RegistryUnavailable];

    private readonly Dictionary<(string Rule, string File, string About), List<Severity>> _findings = [];
    private readonly ILookup<string, ImageUse> _images;
    private readonly HashSet<(string File, string Image)> _used;

    /// <param name="result">The result with the files as they were.</param>
    /// <param name="paths">Where these files are now.</param>
    public EarlierResult(CheckResult result, EarlierPaths paths)
    {
        foreach (var finding in result.Active)
        {
            var key = Key(finding, paths.Now(finding.Span.File));
            if (!_findings.TryGetValue(key, out var severities))
                _findings[key] = severities = [];
            severities.Add(finding.Severity);
        }

        _images = result.Images.Select(image => image.Use).ToLookup(use => paths.Now(use.UsedBy), StringComparer.Ordinal);
        _used = [.. _images.SelectMany(file => file, (file, use) => (file.Key, use.Image))];
    }

    /// <summary>The files that used images.</summary>
    public IEnumerable<string> Files => _images.Select(file => file.Key);

    /// <summary>The images that a file used, by the path that it has now.</summary>
    public IEnumerable<ImageUse> Images(string file) => _images[file];

    /// <summary>Whether the file used this image.</summary>
    public bool Has(ImageUse use) => _used.Contains((use.UsedBy, use.Image));

    /// <summary>Whether the finding was there before, at least as severe; each earlier finding stands for one.</summary>
    public bool Take(Finding finding, ImageUse? use)
    {
        // Registries are not asked about the images of before; those that stayed are as they were.
        if (AboutRegistries.Contains(finding.Rule))
            return use is not null && Has(use);

        if (!_findings.TryGetValue(Key(finding, finding.Span.File), out var severities))
            return false;

        var index = severities.FindIndex(severity => severity >= finding.Severity);
        if (index < 0)
            return false;

        severities.RemoveAt(index);
        return true;
    }

    private static (string Rule, string File, string About) Key(Finding finding, string file) => (finding.Rule, file, finding.Image ?? finding.Message);
}
