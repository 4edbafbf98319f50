using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.GitOps;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>The images that the tasks of a file name. What the file builds is not judged where it is used.</summary>
internal sealed class AnsibleImages
{
    private readonly ScanContext _context;
    private readonly PipelineImages _images;
    private readonly ShellImages _commands;
    private readonly VisitedNodes _read = new();
    private readonly HashSet<SourceNode> _variables = [];
    private readonly HashSet<string> _built = new(StringComparer.Ordinal);

    public AnsibleImages(ScanContext context)
    {
        _context = context;
        _images = new PipelineImages(context, FileKinds.Ansible, JinjaVariables.Find);
        _commands = new ShellImages(context, FileKinds.Ansible);
    }

    /// <summary>Adds those of a file.</summary>
    public void Add(SourceSequence document)
    {
        var tasks = new AnsibleTasks(_context);
        var calls = tasks.Find(document)
            .SelectMany(task => AnsibleCall.Of(task.Task, _context.Source).Select(call => (Call: call, task.Task, task.Scope))).ToList();
        foreach (var (call, task, scope) in calls)
            if (call.IsBuild && call.Arguments?.Scalar("name") is { } name)
                foreach (var value in scope.Environments(task).SelectMany(environment => TemplatedImage.Values(_context, new LocatedScalar(name), JinjaVariables.Find, environment)))
                    _built.Add(ImageNames.Of(value.Resolved));
        foreach (var name in _built)
            _commands.AddBuilt(name);

        foreach (var (call, task, scope) in calls)
            Call(call, scope.Environments(task));
        foreach (var (variables, scope) in tasks.Variables)
            AddVariables(variables, scope);
        _commands.Finish();
    }

    /// <summary>Adds those of a file of variables.</summary>
    public void AddVariables(SourceMapping variables) => AddVariables(variables, AnsibleScope.Create(new HashSet<string>()).With(variables));

    private void AddVariables(SourceMapping variables, AnsibleScope scope)
    {
        foreach (var image in AnsibleVariables.Find(variables, _variables))
            Image(image, scope.Environment);
    }

    private void Call(AnsibleCall call, IReadOnlyList<ScalarLookup> environments)
    {
        if (call.Module.Use == ModuleUse.Command)
        {
            Command(call, environments);
            return;
        }

        if (call.Arguments is not { } arguments)
            return;

        switch (call.Module.Use)
        {
            case ModuleUse.Image or ModuleUse.NameAndTag or ModuleUse.Built when call.IsBuild || arguments.Scalar("state")?.Value == "absent":
                _context.Pass(arguments.Scalar(call.Module.Use == ModuleUse.Image ? "image" : "name"));
                break;
            case ModuleUse.Image:
                Image(arguments["image"], environments, call.Module.PinRefusal);
                break;
            case ModuleUse.NameAndTag:
                NameAndTag(arguments, environments, call.Module.PinRefusal);
                break;
            case ModuleUse.Manifests when (arguments["definition"] ?? arguments["resource_definition"]) is { } definition && _read.Add(definition):
                foreach (var (image, _) in KubernetesScanner.Images(definition, isTemplate: false))
                    Image(image, environments);
                foreach (var image in (definition as SourceSequence)?.Items.OfType<SourceMapping>() ?? (definition is SourceMapping one ? [one] : []))
                    foreach (var found in ResourceImages.Find(image, _context.Source))
                        _context.Add(found with { Kind = FileKinds.Ansible });
                break;
            case ModuleUse.Compose:
                foreach (var project in ((arguments["compose"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? []).Append(arguments["definition"] as SourceMapping).OfType<SourceMapping>())
                    Services(project["services"] as SourceMapping ?? project, environments);
                break;
            case ModuleUse.Chart:
                Chart(arguments);
                break;
        }
    }

    private void Services(SourceMapping services, IReadOnlyList<ScalarLookup> environments)
    {
        foreach (var (_, service) in services.Effective())
            if (service is SourceMapping mapping)
                Image(mapping["image"], environments, mapping["build"] is null ? null : FoundImage.BuiltHere);
    }

    private void Chart(SourceMapping arguments)
    {
        if (arguments.Scalar("chart_ref") is { IsNull: false } address && OciArtifact.IsRegistry(address.Value)
            && OciArtifact.Create(address.Value, null, arguments.Scalar("chart_version"), FileKinds.HelmChart, address) is { } chart)
            _context.Add(chart);
        if ((arguments["values"] ?? arguments["release_values"]) is { } values)
            HelmValues.Add(values, FileKinds.Ansible, _context, _read);
    }

    private void Image(SourceNode? image, IReadOnlyList<ScalarLookup> environments, string? pinRefusal = null)
    {
        _images.Add(image, environments, interpret: WithoutBuilt, pinRefusal: pinRefusal);

        // Where it is one variable, its place is that of the value.
        _context.Pass(image as SourceScalar);
    }

    /// <summary>A tag that is written apart counts where the name has none.</summary>
    private void NameAndTag(SourceMapping arguments, IReadOnlyList<ScalarLookup> environments, string? pinRefusal)
    {
        var (name, tag) = (ImageFields.Set(arguments, "name"), ImageFields.Set(arguments, "tag"));
        if (name is null || tag is null)
        {
            Image(name, environments, pinRefusal);
            return;
        }

        _context.Pass(name);
        var misreading = JinjaVariables.Find(tag.Value, 0) is null ? UnquotedTag.Misreading(tag, inTemplate: false) : null;
        foreach (var environment in environments)
            foreach (var first in TemplatedImage.Values(_context, new LocatedScalar(name), JinjaVariables.Find, environment))
                foreach (var second in TemplatedImage.Values(_context, new LocatedScalar(tag), JinjaVariables.Find, environment))
                {
                    var isWhole = ReferenceText.HasSelector(first.Resolved);
                    if (WithoutBuilt(first.Resolved).Length > 0)
                        _context.Add(new FoundImage(isWhole ? first.Text : $"{first.Text}:{second.Text}", isWhole ? first.Resolved : $"{first.Resolved}:{(misreading is null ? second.Resolved : UnquotedTag.Read(tag, inTemplate: false))}", (isWhole ? first : second).Token, FileKinds.Ansible)
                        {
                            Source = (isWhole ? first : second).Source,
                            PinRefusal = pinRefusal,
                            Misreading = isWhole ? null : misreading,
                        });
                }
    }

    private void Command(AnsibleCall call, IReadOnlyList<ScalarLookup> environments)
    {
        if (call.Script is { } script)
            _commands.Add([script], find: JinjaVariables.Find, hosts: environments);
        else if (call.Arguments?["argv"] is SourceSequence words && _commands.Enters(words))
            _commands.AddCommand([.. words.Items.OfType<SourceScalar>().Select(word => ShellWord.Of(ScriptText.Of(_context.Source, word, JinjaVariables.Find)))], JinjaVariables.Find, environments);
    }

    private string WithoutBuilt(string image) => _built.Contains(ImageNames.Of(image)) ? "" : image;
}
