using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.GitHub;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Kustomize;
using Plimsoll.Policy.Scanners.Terraform;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>What a scanner can use while it reads one file, and where it adds the images that it finds.</summary>
/// <param name="file">The file that is read.</param>
/// <param name="source">Its text.</param>
/// <param name="tree">The files around it.</param>
internal sealed class ScanContext(CandidateFile file, SourceText source, SourceTree tree)
{
    /// <summary>How many images of one file are kept and judged. Nobody writes a file with more; without a limit, one of 9 MB would need gigabytes.</summary>
    internal const int MaximumImages = 50_000;

    private readonly HashSet<(string, int, int, string)> _seen = [];
    private readonly List<(int Start, ImageUse Use)> _uses = [];
    private readonly HashSet<int> _known = [];
    private readonly Dictionary<int, ActionUse> _actions = [];
    private Action<FoundImage>? _addTo;
    private int? _firstLeftOut;

    public CandidateFile File { get; } = file;

    public SourceText Source { get; } = source;

    /// <summary>Whether the documents are those of a template, with what it puts in masked (<see cref="TemplateText"/>).</summary>
    public bool IsTemplate { get; set; }

    /// <summary>Whether the scanner asked for anything but this file.</summary>
    public bool ReadsOthers { get; private set; }

    /// <summary>Whether a script in the file breaks off, so that commands in it may name images that nobody sees.</summary>
    public bool IsPartlyRead { get; set; }

    /// <summary>Where something stands that looks like an image, but that the scanner does not judge; else <c>null</c>.</summary>
    public int? UnreadAt { get; set; }

    /// <summary>What the file says as a kustomization, for when all files are read.</summary>
    public Kustomization? Kustomization { get; set; }

    /// <summary>How many texts the document stands in that is read: 0 in the file itself.</summary>
    public int Depth { get; private init; }

    /// <summary>The images in the order of the file; those in other files, which this file brings into use, last.</summary>
    public IEnumerable<ImageUse> Uses => _uses.OrderBy(use => use.Use.Span.File != Source.Path).ThenBy(use => use.Use.Span.File, StringComparer.Ordinal).ThenBy(use => use.Start).Select(use => use.Use);

    /// <summary>The actions that the file uses, in its order; none where they are not asked for.</summary>
    public IEnumerable<ActionUse> Actions => _actions.OrderBy(action => action.Key).Select(action => action.Value);

    /// <summary>All documents of the file.</summary>
    public IReadOnlyList<SourceNode> Documents { get; set; } = [];

    /// <summary>The documents of the files of YAML in the same folder; not of all where there are very many.</summary>
    public IEnumerable<SourceNode> DocumentsBeside => Others.DocumentsBeside(File.FullPath).SelectMany(file => file.Content.Documents);

    private SourceTree Others
    {
        get
        {
            ReadsOthers = true;
            return tree;
        }
    }

    /// <summary>Findings about the file itself: why it could not be read.</summary>
    public List<Finding> Problems { get; } = [];

    /// <summary>Whether there is anything to tell of the file.</summary>
    public bool HasFound => _uses.Count > 0 || Problems.Count > 0;

    /// <summary>Says that the file could not be read from an offset on.</summary>
    /// <param name="reason">Why, as a clause without a full stop.</param>
    /// <param name="offset">Where reading stopped.</param>
    public void Refuse(string reason, int offset) =>
        Problems.Add(UnreadableFileRule.CreateFinding(reason, Source.Span(offset, offset), Source.Excerpt(offset)));

    /// <summary>The variables of the <c>.env</c> file beside this file.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFile => Others.EnvironmentFiles.Beside(File.FullPath);

    /// <summary>The variables of the <c>.env</c> file beside a file that this one refers to.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentBeside(SourceFile file) => Others.EnvironmentFiles.Beside(file.FullPath);

    /// <summary>The Helm chart around this file, or <c>null</c>.</summary>
    public HelmChart? Chart => HelmChart.Around(File.FullPath, Others);

    /// <summary>The files of the Terraform module that this file is one of.</summary>
    public IReadOnlyList<TerraformFile> TerraformModule => Others.TerraformFolders.Around(File.FullPath, tree);

    /// <summary>Another file, named as this one names it: relative to this file's folder. <c>null</c> where it is not there or must not be read.</summary>
    public SourceFile? Open(string relativePath) => Others.Open(Path.Combine(Path.GetDirectoryName(File.FullPath)!, relativePath));

    /// <summary>Another file, named by its path from the repository's root.</summary>
    public SourceFile? OpenFromRoot(string relativePath) => Others.OpenFromRoot(relativePath);

    /// <summary>The same for a document that stands as text in this one, whose images are those of this file.</summary>
    /// <param name="inner">What the document would be as a file of its own.</param>
    /// <param name="change">What becomes of each image that is found in it.</param>
    public ScanContext Within(CandidateFile inner, Func<FoundImage, FoundImage> change) =>
        new(inner, Source, Others) { Depth = Depth + 1, Documents = Documents, _addTo = image => Add(change(image)) };

    /// <summary>Adds a scalar as an image; once per place, however many aliases lead there.</summary>
    /// <param name="image">The scalar; nothing is added where it is <c>null</c> or empty.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="source">The text of the file that the scalar is in, or <c>null</c> for the file that is scanned.</param>
    /// <param name="isKustomizeField">Whether Kustomize's transformers see the image.</param>
    /// <param name="pinRefusal">Why no digest can be written there, or <c>null</c>.</param>
    public void Add(SourceScalar? image, string kind, VariableLookup variables, SourceText? source = null, bool isKustomizeField = false, string? pinRefusal = null)
    {
        if (image is null || image.IsNull)
            return;

        // A block scalar has line breaks around it.
        var text = image.Value.Trim('\n');
        if (text.Length == 0)
            return;

        Add(new FoundImage(text, Interpolation.Expand(text, variables), new TextRange(image.Start, image.End), kind) { Source = source, IsKustomizeField = isKustomizeField, PinRefusal = pinRefusal });
    }

    /// <summary>Adds the image between two offsets. Unknown parts of <paramref name="resolved"/> are marked with <see cref="ImageUse.Unknown"/>.</summary>
    public void Add(string text, string resolved, int start, int end, string kind) =>
        Add(new FoundImage(text, resolved, new TextRange(start, end), kind));

    /// <summary>Adds an image that is more than a text at one place of this file.</summary>
    public void Add(FoundImage image)
    {
        if (_addTo is not null)
        {
            _addTo(image);
            return;
        }

        var source = image.Source ?? Source;
        if (IsTemplate && TemplateText.HasActions(image.Resolved))
            image = Unmasked(image, source);
        if (image.Source is null || image.Source == Source)
            _known.UnionWith([image.Token.Start, image.Token.End]);
        if (!_seen.Add((source.Path, image.Token.Start, image.Token.End, image.Resolved)))
            return;
        if (_uses.Count == MaximumImages)
            _firstLeftOut ??= source == Source ? image.Token.Start : 0;
        else
            _uses.Add((image.Token.Start, ImageUse.Create(image, source, File.Path)));
    }

    /// <summary>Says how many images were left out, if any were.</summary>
    public void RefuseExcess()
    {
        if (_firstLeftOut is not { } first)
            return;
        var reason = $"it names {_seen.Count} images, and only {MaximumImages} of a file are checked";
        Problems.Add(UnreadableFileRule.CreateFinding(reason, Source.Span(first, first), Source.Excerpt(first), Severity.Error));
    }

    /// <summary>Adds what <c>uses</c> names, where it is an action of a repository; once per place, however many aliases lead there.</summary>
    public void AddAction(SourceNode? action)
    {
        if (!tree.ReadsActions || Depth > 0 || action is not SourceScalar { IsNull: false } scalar || _actions.ContainsKey(scalar.Start))
            return;

        var isMasked = IsTemplate && TemplateText.HasActions(scalar.Value);
        if (ActionUse.Create(isMasked ? Source.Text[scalar.Start..scalar.End] : scalar.Value.Trim('\n'), isMasked, new TextRange(scalar.Start, scalar.End), Source) is { } use)
            _actions.Add(scalar.Start, use with { IsServerOpen = use.Reference is { Server: null } && GitHubScanner.IsOfOtherServer(File.FullPath) });
    }

    /// <summary>Notes an image that need not be judged.</summary>
    public void Pass(SourceScalar? image)
    {
        if (image is not null)
            _known.Add(image.Start);
    }

    /// <summary>The same for one that was found by what stands around it.</summary>
    public void Pass(FoundImage image) => _known.Add(image.Token.Start);

    /// <summary>Whether a scalar of the file is an image that a scanner knows.</summary>
    public bool IsSeen(SourceScalar image) => IsKnown(image.Start) || IsKnown(image.End);

    /// <summary>Whether an image that a scanner knows starts or ends at an offset of the file.</summary>
    public bool IsKnown(int offset) => _known.Contains(offset);

    private static FoundImage Unmasked(FoundImage image, SourceText source)
    {
        var (start, end) = (image.Token.Start, image.Token.End);
        var written = end - start == image.Text.Length ? source.Text[start..end] : TemplateText.Replace(image.Text, "{{…}}");
        return image with { Text = written, Resolved = TemplateText.Replace(image.Resolved, ImageUse.Unknown.ToString()) };
    }
}
