using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// The images of a values file. Charts agree on no schema but on habits: a key that ends in <c>image</c> with a reference
/// or with its parts, or a mapping with a repository and a tag. Of a file that is merged over the chart's values, those
/// images that the file has a say in.
/// </summary>
internal sealed class HelmImages
{
    private static readonly VariableLookup NoVariables = static _ => null;

    private readonly HelmChart? _chart;
    private readonly HelmSetting _globalRegistry;
    private readonly VisitedHelmValues _visits;
    private readonly List<FoundImage> _images = [];

    private HelmImages(SourceMapping document, SourceMapping? inherited, HelmChart? chart, VisitedHelmValues visits)
    {
        (_chart, _visits) = (chart, visits);
        var global = HelmSetting.Merge(document, inherited).GetValueOrDefault("global");
        _globalRegistry = HelmSetting.Merge(global.Own as SourceMapping, global.Inherited as SourceMapping).GetValueOrDefault("imageRegistry");
        Walk(document, inherited, "", path: ".Values");
    }

    /// <summary>Finds the images.</summary>
    /// <param name="document">The values file.</param>
    /// <param name="inherited">The values that it is merged over, or <c>null</c>.</param>
    /// <param name="chart">Its chart, or <c>null</c>.</param>
    /// <param name="visits">What was read before, where several resources share values; the default is <c>null</c>, nothing.</param>
    public static IReadOnlyList<FoundImage> Find(SourceMapping document, SourceMapping? inherited, HelmChart? chart, VisitedHelmValues? visits = null) =>
        new HelmImages(document, inherited, chart, visits ?? new VisitedHelmValues())._images;

    private void Walk(SourceMapping? own, SourceMapping? inherited, string key, string path)
    {
        var isImageKey = IsImageKey(key);
        if (!_visits.Add(own, inherited, isImageKey))
            return;

        var settings = HelmSetting.Merge(own, inherited);
        Parts(settings, own, isImageKey, path);
        foreach (var (name, setting) in settings)
        {
            // What the file does not mention is the chart's own business, unless the registry of all images is set here.
            if (!setting.IsOwn && !_globalRegistry.IsOwn)
                continue;

            if (setting.Scalar is not null && IsImageKey(name))
                Inline(settings, own, name, path);
            else if ((setting.Own ?? setting.Inherited) is SourceMapping)
                Walk(setting.Own as SourceMapping, setting.Inherited as SourceMapping, name, $"{path}.{name}");
            else if ((setting.Own ?? setting.Inherited) is SourceSequence sequence)
                Items(sequence, setting.IsOwn, $"{path}.{name}", depth: 0);
        }
    }

    private void Items(SourceSequence sequence, bool isOwn, string path, int depth)
    {
        if (!_visits.Add(sequence, isOwn))
            return;

        foreach (var item in sequence.Items)
        {
            if (item is SourceMapping mapping)
                Walk(isOwn ? mapping : null, isOwn ? null : mapping, "", path);
            else if (item is SourceSequence inner && depth < YamlReader.MaximumDepth)
                Items(inner, isOwn, path, depth + 1);
        }
    }

    /// <summary>An image in parts: <c>image: {registry, repository, tag, digest}</c>.</summary>
    private void Parts(Dictionary<string, HelmSetting> settings, SourceMapping? own, bool isImageKey, string path)
    {
        var repository = First(settings, "repository", isImageKey ? "name" : null);
        var tag = First(settings, "tag", "imageTag", isImageKey && repository.Text.Length > 0 ? "version" : null);
        var digest = First(settings, "digest");
        var registry = First(settings, "registry");
        if (repository.Text.Length == 0)
        {
            // The repository is in the values of a subchart or of a chart from elsewhere.
            if (isImageKey && (tag.Text.Length > 0 || digest.Text.Length > 0))
                Add(own, path, new UnknownRepository($"{{{{ {path}.repository }}}}"), default, default, tag, digest, tagIsExpected: false);
            return;
        }

        if (isImageKey || settings.ContainsKey("tag") || settings.ContainsKey("digest") || settings.ContainsKey("registry") || settings.ContainsKey("pullPolicy"))
            if (IsReferenceLike(repository.Text, orTemplate: true))
                Add(own, path, null, registry, repository, tag, digest, tagIsExpected: true);
    }

    /// <summary>An image in one text, perhaps with its tag in a key beside it: <c>image: nginx</c>, <c>imageTag: "1.27"</c>.</summary>
    private void Inline(Dictionary<string, HelmSetting> settings, SourceMapping? own, string key, string path)
    {
        var image = settings[key];
        if ((image.Scalar!.IsPlain && !PlainScalar.IsString(image.Text)) || !IsReferenceLike(image.Text, orTemplate: false))
            return;

        var isImage = key.Equals("image", StringComparison.OrdinalIgnoreCase);
        var tag = First(settings, key + "Tag", isImage ? "tag" : null);
        var registry = isImage ? First(settings, "registry") : default;
        if (!ReferenceText.HasSelector(image.Text) && (tag.Scalar is not null || registry.Text.Length > 0))
            Add(own, path, null, registry, image, tag, default, tagIsExpected: tag.Scalar is not null);
        else if (image.IsOwn)
            _images.Add(new FoundImage(image.Text, Interpolation.Expand(image.Text, NoVariables), Range(image), FileKinds.HelmValues));
    }

    private void Add(SourceMapping? own, string path, UnknownRepository? unnamed, HelmSetting registry, HelmSetting repository, HelmSetting tag, HelmSetting digest, bool tagIsExpected)
    {
        // The global registry replaces that of an image which has one, and stands before one which names none.
        if (_globalRegistry.Text.Length > 0 && unnamed is null && (registry.Scalar is not null || !ReferenceText.HasHost(repository.Text)))
            registry = _globalRegistry;

        if (Token(registry, repository, tag, digest) is not { } token)
            return;

        var name = registry.Text.Length == 0 ? repository.Text : $"{registry.Text.TrimEnd('/')}/{repository.Text}";
        var (text, resolved) = unnamed is null ? (name, Interpolation.Expand(name, NoVariables)) : (unnamed.Text, ImageUse.Unknown.ToString());
        if (tag.Text.Length > 0)
        {
            text += $":{tag.Text}";
            resolved += $":{Interpolation.Expand(UnquotedTag.Read(tag.Scalar!, inTemplate: true), NoVariables)}";
        }
        else if (tagIsExpected && digest.Text.Length == 0 && !ReferenceText.HasSelector(repository.Text))
        {
            text += $":{_chart?.AppVersionTag ?? "{{ .Chart.AppVersion }}"}";
            resolved += $":{_chart?.AppVersionTag ?? ImageUse.Unknown.ToString()}";
        }

        if (digest.Text.Length > 0)
        {
            text += $"@{digest.Text}";
            resolved += $"@{Interpolation.Expand(digest.Text, NoVariables)}";
        }

        _images.Add(new FoundImage(text, resolved, token, FileKinds.HelmValues)
        {
            Misreading = UnquotedTag.Misreading(tag.Scalar, inTemplate: true),
            Parts = new ImageParts
            {
                Mapping = own ?? new SourceMapping(),
                ValuesPath = path,
                Repository = repository.Own as SourceScalar,
                Tag = tag.Own as SourceScalar,
                Digest = digest.Own as SourceScalar,
            },
        });
    }

    /// <summary>The most deciding part that the file has, or <c>null</c> where it has none.</summary>
    private static TextRange? Token(HelmSetting registry, HelmSetting repository, HelmSetting tag, HelmSetting digest)
    {
        if (digest is { IsOwn: true, Text.Length: > 0 })
            return Range(digest);
        if (tag is { IsOwn: true, Text.Length: > 0 })
            return Range(tag);
        foreach (var setting in (HelmSetting[])[repository, tag, digest, registry])
            if (setting is { IsOwn: true, Scalar: not null })
                return Range(setting);
        return null;
    }

    private static TextRange Range(HelmSetting setting) => new(setting.Scalar!.Start, setting.Scalar.End);

    /// <summary>The first of some keys that has a text, else the first that is there.</summary>
    private static HelmSetting First(Dictionary<string, HelmSetting> settings, params ReadOnlySpan<string?> keys)
    {
        HelmSetting first = default;
        foreach (var key in keys)
        {
            if (key is null || !settings.TryGetValue(key, out var setting) || setting.Scalar is null)
                continue;
            if (setting.Text.Length > 0)
                return setting;
            if (first.Scalar is null)
                first = setting;
        }

        return first;
    }

    private static bool IsImageKey(string key) => key.EndsWith("image", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text may be meant as an image: no address, no path, no picture.</summary>
    /// <param name="text">The text.</param>
    /// <param name="orTemplate">Whether it may be a template as a whole, as something else decides.</param>
    private static bool IsReferenceLike(string text, bool orTemplate)
    {
        var expanded = Interpolation.Expand(text, NoVariables);
        var isTemplate = text.Contains("{{", StringComparison.Ordinal) && !expanded.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':');
        return (orTemplate || !isTemplate) && ReferenceText.MayBe(expanded);
    }

    /// <summary>What stands for a repository that is not in the file.</summary>
    private sealed record UnknownRepository(string Text);
}
