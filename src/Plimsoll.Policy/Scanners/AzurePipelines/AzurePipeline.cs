using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>The images of one file of Azure Pipelines.</summary>
internal sealed class AzurePipeline
{
    private readonly SourceMapping _document;
    private readonly ScanContext _context;
    private readonly PipelineImages _images;
    private readonly ShellImages _commands;
    private readonly Dictionary<SourceNode, AzureVariables.Block> _variables = [];
    private readonly HashSet<string> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isTemplate;

    public AzurePipeline(SourceMapping document, ScanContext context)
    {
        _document = document;
        _context = context;
        _images = new PipelineImages(context, FileKinds.AzurePipelines, AzureVariables.Find);
        _commands = new ShellImages(context, FileKinds.AzurePipelines);
        _isTemplate = (document["trigger"] ?? document["pr"] ?? document["resources"] ?? document["pool"] ?? document["schedules"]) is null;
    }

    /// <summary>Adds them to the context.</summary>
    public void Add()
    {
        var environments = Inside(_document, [AzureVariables.WithParameters(_document["parameters"], PipelineImages.NoVariables[0])]);
        Resources((_document["resources"] as SourceMapping)?["containers"], environments, 0);
        Walk(_document, environments, depth: 0, isRoot: true);
        _commands.Finish();
    }

    private void Resources(SourceNode? node, IReadOnlyList<ScalarLookup> environments, int depth)
    {
        if (node is not SourceSequence containers || depth > YamlReader.MaximumDepth || !_images.Enters(containers, ref environments))
            return;

        foreach (var resource in containers.Items.OfType<SourceMapping>())
        {
            foreach (var (_, inner) in resource.Effective().Where(entry => AzureVariables.IsExpression(entry.Key.Value)))
                Resources(inner, environments, depth + 1);
            if (resource.Scalar("container") is not { } alias)
                continue;

            _aliases.Add(alias.Value);
            if (resource["image"] is { } image)
                _images.Add(image, environments);
            else if (resource.Scalar("registry") is { } registry && resource.Scalar("repository") is { } repository)
                RegistryResource(resource, registry, repository, environments[0]);
        }
    }

    /// <summary>An image of Azure Container Registry is named in parts; without a tag it is whichever came last.</summary>
    private void RegistryResource(SourceMapping resource, SourceScalar registry, SourceScalar repository, ScalarLookup environment)
    {
        var tag = resource.Scalar("tag") is { IsNull: false } written ? written : null;
        var host = registry.Value.Contains('.') ? "" : ".azurecr.io";
        var text = $"{registry.Value}{host}/{repository.Value}{(tag is null ? "" : ":" + tag.Value)}";
        var resolved = $"{Resolve(registry, environment)}{host}/{Resolve(repository, environment)}{(tag is null ? "" : ":" + Resolve(tag, environment))}";
        var token = tag ?? repository;
        _context.Add(new FoundImage(text, resolved, new TextRange(token.Start, token.End), FileKinds.AzurePipelines)
        {
            Parts = new ImageParts { Mapping = resource, Repository = repository, Tag = tag },
        });
    }

    private string Resolve(SourceScalar scalar, ScalarLookup environment) =>
        TemplatedImage.Values(_context, new LocatedScalar(scalar), AzureVariables.Find, environment).ToList() is [var only] ? only.Resolved : ImageUse.Unknown.ToString();

    private void Walk(SourceNode? node, IReadOnlyList<ScalarLookup> environments, int depth, bool isRoot = false)
    {
        if (node is null || depth > YamlReader.MaximumDepth || !_images.Enters(node, ref environments))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, environments, depth + 1);
        }
        else if (node is SourceMapping mapping)
        {
            if (!isRoot)
                environments = Inside(mapping, environments);
            if (mapping.Scalar("task")?.Value.StartsWith("Docker@2", StringComparison.OrdinalIgnoreCase) == true)
            {
                AzureDockerTask.Add(mapping, environments, _context);
                if ((mapping["inputs"] as SourceMapping)?.Scalar("repository") is { } repository)
                    _commands.AddBuilt(new LocatedScalar(repository), AzureVariables.Find, environments);
            }

            AzureTaskImages.Add(mapping, environments, _commands);
            AzureScripts.Add(mapping, environments, _commands);
            foreach (var (key, value) in mapping.Effective())
                Entry(key.Value, value, environments, depth);
        }
    }

    private void Entry(string key, SourceNode value, IReadOnlyList<ScalarLookup> environments, int depth)
    {
        switch (key)
        {
            case "container":
                Container(value, environments);
                break;
            case "services" when value is SourceMapping services:
                if (_images.Enters(services, ref environments))
                    foreach (var (_, service) in services.Effective())
                        Container(service, environments);
                break;
            case "parameters" when depth > 0 && value is SourceMapping arguments:
                // What a template is given; lists of stages, jobs and steps are recognised by their contents.
                foreach (var (_, argument) in arguments.Effective())
                    if (AzurePipelinesScanner.HasItems(argument))
                        Walk(argument, environments, depth + 1);
                break;
            case "stages" or "jobs" or "steps" or "extends" or "strategy" or "runOnce" or "rolling" or "canary" or "on"
                or "preDeploy" or "deploy" or "routeTraffic" or "postRouteTraffic" or "success" or "failure":
            case var _ when AzureVariables.IsExpression(key):
                Walk(value, environments, depth + 1);
                break;
            default:
                break;
        }
    }

    /// <summary>The environments inside a stage or job: its variables, and those of each entry of its matrix.</summary>
    private IReadOnlyList<ScalarLookup> Inside(SourceMapping block, IReadOnlyList<ScalarLookup> outer)
    {
        if (block["variables"] is { } variables)
        {
            if (!_variables.TryGetValue(variables, out var own))
                _variables[variables] = own = AzureVariables.Read(variables, _context);
            outer = outer.Select(environment => AzureVariables.With(own, environment)).ToList();
        }

        return (block["strategy"] as SourceMapping)?["matrix"] switch
        {
            SourceMapping matrix when matrix.Entries.Count is > 0 and <= Matrix.MaximumCombinations && outer.Count == 1 =>
                matrix.Effective().Reverse().Select(entry => entry.Value is SourceMapping values ? AzureVariables.WithMatrix(values, outer[0]) : PipelineImages.NoVariables[0]).ToList(),
            null => outer,
            _ => PipelineImages.NoVariables,
        };
    }

    private void Container(SourceNode node, IReadOnlyList<ScalarLookup> environments)
    {
        if (node is SourceMapping mapping)
        {
            _images.Add(mapping["image"], environments);
            foreach (var (_, inner) in mapping.Effective().Where(entry => AzureVariables.IsExpression(entry.Key.Value)))
                _images.Add((inner as SourceMapping)?["image"], environments);
        }
        else
        {
            _images.Add(node, environments, interpret: Named);
        }
    }

    /// <summary>
    /// A name may be that of a resource, which is read where it is declared. A template does not see the pipeline's
    /// resources: a bare word may be either.
    /// </summary>
    private string Named(string name) =>
        _aliases.Contains(name) ? ""
        : _isTemplate && name.AsSpan().IndexOfAny(':', '/', '@') < 0 ? ImageUse.Unknown.ToString()
        : name;
}
