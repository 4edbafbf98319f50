using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.GitOps;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Tasks;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helmfile;

/// <summary>The images that releases of a helmfile decide, and the charts of registries that they install.</summary>
/// <param name="context">Where they are added.</param>
/// <param name="commands">Where images of commands are left.</param>
internal sealed class HelmfileReleases(ScanContext context, ShellImages commands)
{
    // Many releases may share values by an alias.
    private const int MaximumReadings = 16;

    private static readonly VariableLookup NoVariables = static _ => null;

    private readonly HelmfileCharts _charts = new(context);
    private readonly VisitedHelmValues _visits = new();
    private readonly VisitedNodes _read = new();
    private readonly Dictionary<SourceSequence, int> _readings = [];

    /// <summary>Adds those of a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="templates">What releases can inherit, by name, or <c>null</c>.</param>
    public void Add(SourceMapping release, SourceMapping? templates)
    {
        _charts.Add(release, Inherited(release, templates).ToList());
        AddContents(release);
    }

    /// <summary>Adds those of a template; whoever inherits it may set another version of its chart.</summary>
    public void AddTemplate(SourceMapping template)
    {
        if (template["version"] is not null)
            _charts.Add(template, []);
        AddContents(template);
    }

    /// <summary>Adds the images of lists of values, and of a list that sets some one by one. Files of values are read where they are.</summary>
    public void AddValues(IEnumerable<SourceNode?> lists, IEnumerable<SourceNode?>? settings)
    {
        var layers = lists.OfType<SourceSequence>().Where(Enters).SelectMany(list => list.Items).OfType<SourceMapping>().ToList();
        var set = new DottedValues();
        foreach (var setting in settings?.OfType<SourceSequence>().Where(Enters).SelectMany(list => list.Items).OfType<SourceMapping>() ?? [])
            if (setting.Scalar("name") is { } name && setting["value"] is SourceScalar value)
                set.Put(name, value);
        foreach (var image in LayeredValues.Find([.. layers, set.Values], _visits))
            context.Add(image with { Kind = FileKinds.Helmfile });
    }

    /// <summary>Adds the images of commands that run before and after others.</summary>
    public void AddHooks(SourceNode? hooks)
    {
        foreach (var hook in (hooks as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            if (hook.Scalar("command") is { IsNull: false } command && commands.Enters(hook))
                CommandWords.Add([command, .. (hook["args"] as SourceSequence)?.Items.OfType<SourceScalar>() ?? []], commands, context.Source, BraceVariables.Find);
    }

    private bool Enters(SourceSequence list) => (_readings[list] = _readings.GetValueOrDefault(list) + 1) <= MaximumReadings;

    private void AddContents(SourceMapping release)
    {
        AddValues([release["values"], release["valuesTemplate"]], [release["set"], release["setTemplate"], release["setString"]]);
        AddHooks(release["hooks"]);
        if (release["strategicMergePatches"] is { } patches && _read.Add(patches))
            foreach (var (image, _) in KubernetesScanner.Images(patches, isTemplate: false))
                context.Add(image, FileKinds.Helmfile, NoVariables);
        foreach (var patch in Items(release["jsonPatches"]).SelectMany(target => Items(target["patch"])))
            if (patch.Scalar("path")?.Value.EndsWith("/image", StringComparison.Ordinal) == true)
                context.Add(patch.Scalar("value"), FileKinds.Helmfile, NoVariables);

        var transformed = new SourceSequence();
        transformed.Items.AddRange(Items(release["transformers"]).Select(transformer => transformer["imageTag"]).OfType<SourceMapping>());
        foreach (var image in KustomizeImages.FromMappings(transformed, FileKinds.Helmfile))
            context.Add(image);
    }

    private static IEnumerable<SourceMapping> Inherited(SourceMapping release, SourceMapping? templates) =>
        Items(release["inherit"]).Select(inherit => inherit.Scalar("template")).OfType<SourceScalar>().Select(name => templates?[name.Value]).OfType<SourceMapping>();

    private static IEnumerable<SourceMapping> Items(SourceNode? node) => (node as SourceSequence)?.Items.OfType<SourceMapping>() ?? [];
}
