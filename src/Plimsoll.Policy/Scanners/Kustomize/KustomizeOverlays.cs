using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>
/// The images that kustomizations bring into use, once all files are read: those of the manifests of a kustomization that no
/// other one uses, through the transformers of its bases and components and its own, from the innermost outwards. What it
/// changes no longer counts as the manifest has it, unless another kustomization leaves it as it is. Not followed are
/// remote bases, replacements, generators and charts.
/// </summary>
internal sealed class KustomizeOverlays
{
    // Ends diamonds of bases that would otherwise double with every level.
    private const int MaximumSteps = 10_000;
    private const int MaximumImages = 100_000;

    private readonly FileScan[] _scans;
    private readonly SourceTree _tree;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileScan> _others = new(StringComparer.Ordinal);
    private readonly HashSet<ImageUse> _changed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ImageUse> _unchanged = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string, string, TextRange, string)> _seen = [];
    private readonly Dictionary<int, List<ImageUse>> _uses = [];
    private int _steps;

    private KustomizeOverlays(IReadOnlyList<CandidateFile> files, FileScan[] scans, SourceTree tree, CancellationToken cancellationToken)
    {
        _scans = scans;
        _tree = tree;
        _cancellationToken = cancellationToken;
        for (var i = 0; i < files.Count; i++)
            _indices[files[i].FullPath] = i;
    }

    /// <summary>Adds the uses of kustomizations to the scans of the files that bring them into use, and takes away the uses that they supersede.</summary>
    /// <param name="files">All files.</param>
    /// <param name="scans">What each holds, in the same order.</param>
    /// <param name="tree">The files around them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static void Apply(IReadOnlyList<CandidateFile> files, FileScan[] scans, SourceTree tree, CancellationToken cancellationToken)
    {
        if (Array.Exists(scans, scan => scan.Kustomization is not null))
            new KustomizeOverlays(files, scans, tree, cancellationToken).Apply();
    }

    private void Apply()
    {
        var kustomizations = _scans.Select(scan => scan.Kustomization).OfType<Kustomization>().ToList();
        var used = kustomizations.SelectMany(Used).ToHashSet(StringComparer.Ordinal);
        foreach (var root in kustomizations.Where(kustomization => !used.Contains(kustomization.FullPath)))
        {
            _steps = 0;
            var images = new List<KustomizedImage>();
            Accumulate(root, images, isComponent: false, []);
            foreach (var image in images)
                Add(image, root);
        }

        for (var i = 0; i < _scans.Length; i++)
            if (_uses.TryGetValue(i, out var added) || _scans[i].Uses.Any(IsSuperseded))
                _scans[i] = _scans[i] with { Uses = [.. _scans[i].Uses.Where(use => !IsSuperseded(use)), .. added ?? []] };
    }

    private bool IsSuperseded(ImageUse use) => _changed.Contains(use) && !_unchanged.Contains(use);

    /// <summary>The other kustomizations that one uses.</summary>
    private IEnumerable<string> Used(Kustomization kustomization) =>
        kustomization.Resources.Concat(kustomization.Components)
            .Select(name => Locate(kustomization, name))
            .OfType<string>()
            .Where(path => IsKustomization(path) && path != kustomization.FullPath);

    private void Accumulate(Kustomization kustomization, List<KustomizedImage> images, bool isComponent, HashSet<string> open)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_steps > MaximumSteps || !open.Add(kustomization.FullPath))
            return;

        foreach (var path in kustomization.Resources.Select(name => Locate(kustomization, name)).OfType<string>())
        {
            if (images.Count > MaximumImages)
                break;

            if (!IsKustomization(path))
            {
                images.AddRange(Manifest(path));
            }
            else if (Scan(path)?.Kustomization is { } inner)
            {
                var accumulated = new List<KustomizedImage>();
                Accumulate(inner, accumulated, isComponent: false, open);
                images.AddRange(accumulated);
            }
        }

        // A component works on everything that the kustomization has so far.
        foreach (var path in kustomization.Components.Select(name => Locate(kustomization, name)).OfType<string>())
            if (IsKustomization(path) && Scan(path)?.Kustomization is { } component)
                Accumulate(component, images, isComponent: true, open);

        // Its patches that are written as texts.
        images.AddRange(Manifest(kustomization.FullPath).Where(static image => image.Origin!.IsKustomizeField));
        foreach (var transformer in kustomization.Images)
            Transform(images, transformer, kustomization);

        if (!isComponent)
            for (var i = 0; i < images.Count; i++)
                images[i] = images[i].In(kustomization);
        open.Remove(kustomization.FullPath);
    }

    private static void Transform(List<KustomizedImage> images, ImageTransformer transformer, Kustomization kustomization)
    {
        var isMatched = false;
        for (var i = 0; i < images.Count; i++)
        {
            if (!images[i].IsMatchedBy(transformer))
                continue;
            images[i] = images[i].After(transformer);
            isMatched = true;
        }

        // What it changes comes from elsewhere, from a remote base for example; the tag is known all the same.
        if (!isMatched && transformer.Selects)
        {
            var user = (kustomization.FullPath, kustomization.Path);
            images.Add(new KustomizedImage { Manifest = kustomization.FullPath, Text = transformer.Name.Value, UsedBy = user }.After(transformer));
        }
    }

    private IEnumerable<KustomizedImage> Manifest(string path)
    {
        if (Scan(path) is not { Source: { } source } scan)
            return [];

        return scan.Uses
            .Where(use => use.Span.File == source.Path)
            .Select(use => new KustomizedImage { Origin = use, Manifest = path, Text = use.Text, UsedBy = (path, source.Path) });
    }

    private void Add(KustomizedImage image, Kustomization root)
    {
        if (!image.IsChanged)
        {
            _unchanged.Add(image.Origin!);

            // Beside or below the kustomization the manifest's own path says as much.
            if (Path.GetDirectoryName(image.Manifest) + Path.DirectorySeparatorChar is var folder && folder.StartsWith(Path.GetDirectoryName(image.UsedBy.FullPath) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return;
        }
        else if (image.Origin is { } origin)
        {
            _changed.Add(origin);
        }

        var use = image.ToUse();
        if (!_seen.Add((use.UsedBy, use.Span.File, use.Token, use.Image)))
            return;

        var index = _indices.TryGetValue(image.UsedBy.FullPath, out var user) ? user : _indices[root.FullPath];
        if (!_uses.TryGetValue(index, out var uses))
            _uses[index] = uses = [];
        uses.Add(use);
    }

    /// <summary>What is known of a file, whether or not it is among those that are checked.</summary>
    private FileScan? Scan(string path)
    {
        if (_indices.TryGetValue(path, out var index))
            return _scans[index];
        if (!_others.TryGetValue(path, out var scan))
            _others[path] = scan = _tree.Find(path) is { } file ? FileScanner.Scan(file, _tree, _cancellationToken) : FileScan.Nothing;
        return scan;
    }

    /// <summary>The manifest or kustomization that a kustomization names; <c>null</c> where that is not in the tree.</summary>
    private string? Locate(Kustomization kustomization, string name)
    {
        if (name.Length is 0 or > 1024 || name.AsSpan().ContainsAny('\0', '\n') || name.Contains("://", StringComparison.Ordinal))
            return null;

        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(name, kustomization.Folder));
        if (_indices.ContainsKey(path))
            return path;

        var inside = KustomizationScanner.FileNames.Select(file => Path.Combine(path, file));
        if (inside.FirstOrDefault(_indices.ContainsKey) is { } known)
            return known;
        if (_tree.IsFolder(path))
            return inside.FirstOrDefault(_tree.Exists);
        return _tree.Find(path) is null ? null : path;
    }

    private static bool IsKustomization(string path) => KustomizationScanner.FileNames.Contains(Path.GetFileName(path));
}
