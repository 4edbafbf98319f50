using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// The images of a values file. Charts agree on no schema but on habits: a key that ends in <c>image</c> with a reference
/// or with its parts, a mapping with a repository and a tag, or references below a key that ends in <c>images</c>. Of a file
/// that is merged over the chart's values, those images that the file has a say in.
/// </summary>
internal sealed class HelmImages
{
    private static readonly VariableLookup NoVariables = static _ => null;

    private readonly HelmChart? _chart;
    private readonly HelmSetting _globalRegistry;
    private readonly HelmHub? _hub;
    private readonly VisitedHelmValues _visits;
    private readonly List<FoundImage> _images = [];
    private bool _isHubUsed;

    private HelmImages(SourceMapping document, SourceMapping? inherited, HelmChart? chart, VisitedHelmValues visits)
    {
        (_chart, _visits) = (chart, visits);
        var global = HelmSetting.Merge(document, inherited).GetValueOrDefault("global");
        _globalRegistry = HelmSetting.Merge(global.Own as SourceMapping, global.Inherited as SourceMapping).GetValueOrDefault("imageRegistry");
        _hub = HelmHub.Of(document, inherited);
        Walk(document, inherited, HelmPlace.Other, path: ".Values");

        // Where the images themselves are in a chart from elsewhere.
        if (_hub is not null && chart is null && !_isHubUsed)
            Add(_hub.WithoutName(".Values.global"), document, ".Values.global");
    }

    /// <summary>Finds the images.</summary>
    /// <param name="document">The values file.</param>
    /// <param name="inherited">The values that it is merged over, or <c>null</c>.</param>
    /// <param name="chart">Its chart, or <c>null</c>.</param>
    /// <param name="visits">What was read before, where several resources share values; the default is <c>null</c>, nothing.</param>
    public static IReadOnlyList<FoundImage> Find(SourceMapping document, SourceMapping? inherited, HelmChart? chart, VisitedHelmValues? visits = null) =>
        new HelmImages(document, inherited, chart, visits ?? new VisitedHelmValues())._images;

    private void Walk(SourceMapping? own, SourceMapping? inherited, HelmPlace place, string path)
    {
        if (!_visits.Add(own, inherited, place))
            return;

        var settings = HelmSetting.Merge(own, inherited);
        var parted = PartedImage.Parts(settings, place, path, _chart);
        if (parted is not null)
            Add(parted, own, path);
        else if (_chart is null && HelmHub.Of(settings) is { } hub && hub != _hub && !settings.ContainsKey("image"))
            Add(hub.WithoutName(path), own, path);
        foreach (var image in FlatImage.Find(settings))
        {
            if (image.Whole is { Scalar: { } whole } && !IsNumber(whole) && IsReferenceLike(whole.Value))
                Whole(image, settings, own, place, path);
            else if (image.Registry.Text.Length == 0 && image.Named is { IsOwn: true, Scalar: { } named } && ReferenceText.HasSelector(named.Value) && IsCertain(named))
                AddWhole(named);
            else if (!(parted is not null && image.IsPlain) && image.Composed(path, mayLackName: _chart is null) is { } parts)
                Add(parts, own, path);
        }

        foreach (var (name, setting) in settings)
        {
            // What the file does not mention is the chart's own business, unless its tag, or what all images share, is set here.
            if (!setting.IsOwn && !SetsAll && (setting.Scalar is null || own is null))
                continue;

            if (setting.Scalar is not null && place == HelmPlace.Images && !HelmKeys.IsImage(name))
                Named(settings, own, name, path);
            else if (setting is { IsOwn: true, Scalar: { } scalar })
                Kind(name, scalar);
            else if ((setting.Own ?? setting.Inherited) is SourceMapping)
                Walk(setting.Own as SourceMapping, setting.Inherited as SourceMapping, HelmKeys.PlaceOf(name, place), Below(path, name));
            else if ((setting.Own ?? setting.Inherited) is SourceSequence sequence)
                Items(sequence, setting.IsOwn, HelmKeys.PlaceOf(name, place), Below(path, name), depth: 0);
        }
    }

    /// <summary>Whether the file sets what the images of the chart share, wherever they are.</summary>
    private bool SetsAll => _globalRegistry.IsOwn || _hub is { Hub.IsOwn: true } or { Tag.IsOwn: true };

    private void Items(SourceSequence sequence, bool isOwn, HelmPlace place, string path, int depth)
    {
        if (!_visits.Add(sequence, isOwn, place))
            return;

        if (isOwn && place == HelmPlace.Images)
            Texts(sequence);
        foreach (var item in sequence.Items)
        {
            if (item is SourceMapping mapping)
                Walk(isOwn ? mapping : null, isOwn ? null : mapping, place == HelmPlace.Images ? HelmPlace.OneOfImages : HelmPlace.Other, path);
            else if (item is SourceSequence inner && depth < YamlReader.MaximumDepth)
                Items(inner, isOwn, place, path, depth + 1);
        }
    }

    private void Whole(FlatImage image, Dictionary<string, HelmSetting> settings, SourceMapping? own, HelmPlace place, string path)
    {
        if (InlineImage.Parts(image, settings, place, path, _chart, _hub) is { } parts)
            Add(parts, own, path);
        else if (image.Whole.IsOwn)
            AddWhole(image.Whole.Scalar!);
    }

    /// <summary>An image behind a key that goes on with its kind: <c>imageK8S</c>, <c>image_debug</c>.</summary>
    private void Kind(string key, SourceScalar image)
    {
        if (FlatImageKey.Read(key) is { } read && !FlatImage.IsPart(read.Part) && !HelmKeys.IsChoice(key) && image.Value.Contains('/', StringComparison.Ordinal) && ReferenceText.HasSelector(image.Value) && IsCertain(image))
            AddWhole(image);
    }

    /// <summary>One of the images of a mapping: <c>images: {kubectl: "bitnami/kubectl:1.29"}</c>. Other settings stand between them.</summary>
    private void Named(Dictionary<string, HelmSetting> settings, SourceMapping? own, string key, string path)
    {
        var image = settings[key];
        var hasSelector = ReferenceText.HasSelector(image.Text);
        if (!IsCertain(image.Scalar!) || (!hasSelector && HelmKeys.IsNamePart(key)))
            return;

        var registry = ReferenceText.HasHost(image.Text) ? default : HelmSetting.First(settings, "registry");
        var tag = hasSelector ? default : HelmSetting.First(settings, "tag", "imageTag");
        if (registry.Text.Length > 0 || tag.Text.Length > 0)
            Add(new HelmImageParts { Registry = registry, Repository = image, Tag = tag }, own, path);
        else if (image.IsOwn)
            AddWhole(image.Scalar!);
    }

    /// <summary>The images of a list of texts; where one of them is certainly an image, so are the others that can be.</summary>
    private void Texts(SourceSequence list)
    {
        var texts = list.Items.OfType<SourceScalar>().ToList();
        if (!texts.Exists(IsCertain))
            return;

        foreach (var text in texts)
            if (!IsNumber(text) && IsReferenceLike(text.Value))
                AddWhole(text);
    }

    private void Add(HelmImageParts parts, SourceMapping? own, string path)
    {
        // The global registry replaces that of an image which has one, and stands before one which names none.
        if (_globalRegistry.Text.Length > 0 && parts.UnknownName is null && (parts.Registry.Scalar is not null || !ReferenceText.HasHost(parts.Repository.Text)))
            parts = parts with { Registry = _globalRegistry };
        _isHubUsed |= _hub is not null && (parts.Registry == _hub.Hub || parts.Tag == _hub.Tag);
        if (parts.Create(own, path, _chart) is { } image)
            _images.Add(image);
    }

    private void AddWhole(SourceScalar image) =>
        _images.Add(new FoundImage(image.Value, Interpolation.Expand(image.Value, NoVariables), new TextRange(image.Start, image.End), FileKinds.HelmValues));

    // Values that stand below no key of their own have an empty one.
    private static string Below(string path, string key) => key.Length == 0 ? path : $"{path}.{key}";

    private static bool IsNumber(SourceScalar scalar) => scalar.IsPlain && !PlainScalar.IsString(scalar.Value);

    /// <summary>Whether a text may be meant as an image: no address, no path, no picture, nothing that is decided elsewhere.</summary>
    private static bool IsReferenceLike(string text) => !IsTemplate(text) && ReferenceText.MayBe(Interpolation.Expand(text, NoVariables));

    private static bool IsCertain(SourceScalar scalar) =>
        !IsNumber(scalar) && !IsTemplate(scalar.Value) && ReferenceText.IsCertain(Interpolation.Expand(scalar.Value, NoVariables));

    /// <summary>Whether a text is a template as a whole, which says nothing by itself.</summary>
    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) && !Interpolation.Expand(text, NoVariables).AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':');
}
