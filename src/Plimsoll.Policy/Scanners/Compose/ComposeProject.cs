using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Compose;

/// <summary>
/// The images of a Compose file and of the files that it includes and extends: those of services, of image volumes, of
/// additional build contexts, of arguments of builds and of Dockerfiles written inline. Profiles do not matter. Variables come from the <c>.env</c>
/// file beside the file; the environment of whoever runs it is not known. A service that is always built, never pulled,
/// uses no image.
/// </summary>
internal sealed class ComposeProject(ScanContext context)
{
    private const string ImageContext = "docker-image://";

    // Far more than real files have; ends files that include each other.
    private const int MaximumFiles = 100;
    private const int MaximumExtensions = 16;

    private readonly HashSet<string> _included = new(StringComparer.Ordinal) { Path.GetFullPath(context.File.FullPath) };
    private readonly HashSet<SourceNode> _visited = [];
    private readonly HashSet<string> _built = new(StringComparer.Ordinal);

    /// <summary>Adds the images of the document of the file that is scanned.</summary>
    public void Add(SourceMapping document)
    {
        // Files of version 1 have their services at the top.
        var services = (document["services"] as SourceMapping) ?? (document["include"] is null ? document : new SourceMapping());
        Add(document, services, file: null, name => context.EnvironmentFile.GetValueOrDefault(name));
    }

    private void Add(SourceMapping document, SourceMapping services, SourceFile? file, VariableLookup variables)
    {
        foreach (var (_, value) in services.Effective())
            if (value is SourceMapping built && built["build"] is not null && built.Scalar("image") is { IsNull: false } image)
                _built.Add(ImageNames.Of(Interpolation.Expand(image.Value, variables)));
        foreach (var (name, value) in services.Effective())
            if (value is SourceMapping service)
                Service(Layers(new Layer(name.Value, service, services, file), variables), variables);

        foreach (var item in (document["include"] as SourceSequence)?.Items ?? [])
            foreach (var path in Scalars(item is SourceMapping detailed ? detailed["path"] : item))
                Include(path, file, variables);
    }

    private void Include(SourceScalar path, SourceFile? from, VariableLookup variables)
    {
        if (Open(path, from, variables) is not { Root: { } document } file || _included.Count >= MaximumFiles || !_included.Add(file.FullPath))
            return;

        // What is set here wins over the .env file beside the included one.
        var own = context.EnvironmentBeside(file);
        Add(document, (document["services"] as SourceMapping) ?? new SourceMapping(), file, name => variables(name) ?? own.GetValueOrDefault(name));
    }

    /// <summary>The service, then what it extends, nearest first.</summary>
    private List<Layer> Layers(Layer service, VariableLookup variables)
    {
        var layers = new List<Layer> { service };
        while (layers.Count < MaximumExtensions && Extended(layers[^1], variables) is { } extended && !layers.Contains(extended))
            layers.Add(extended);
        return layers;
    }

    private Layer? Extended(Layer layer, VariableLookup variables)
    {
        var extends = layer.Service["extends"];
        var name = ((extends as SourceMapping)?["service"] ?? extends) as SourceScalar;
        var (file, services) = (layer.File, layer.Services);
        if ((extends as SourceMapping)?.Scalar("file") is { IsNull: false } path)
        {
            file = Open(path, layer.File, variables);
            services = file?.Root?["services"] as SourceMapping;
        }

        return name is not null && services?[name.Value] is SourceMapping service ? new Layer(name.Value, service, services, file) : null;
    }

    private void Service(List<Layer> layers, VariableLookup variables)
    {
        var isBuilt = layers.Exists(layer => layer.Service["build"] is SourceMapping or SourceScalar { IsNull: false });
        var pullPolicy = layers.Select(layer => layer.Service.Scalar("pull_policy")).FirstOrDefault(policy => policy is not null);
        var named = layers.Find(layer => layer.Service["image"] is not null);
        if (isBuilt && pullPolicy?.Value == "build")
            context.Pass(named.Service?.Scalar("image"));
        else if (named.Service is not null)
            context.Add(named.Service.Scalar("image"), FileKinds.Compose, variables, named.Source, pinRefusal: isBuilt ? FoundImage.BuiltHere : null);

        foreach (var layer in layers)
        {
            if (layer.Service["volumes"] is SourceSequence volumes && _visited.Add(volumes))
                foreach (var volume in volumes.Items.OfType<SourceMapping>())
                    if (volume.Scalar("type")?.Value == "image")
                        context.Add(volume.Scalar("source"), FileKinds.Compose, variables, layer.Source);

            if (layer.Service["build"] is SourceMapping build && _visited.Add(build))
                Build(build, layer.Source ?? context.Source, variables);
        }
    }

    private void Build(SourceMapping build, SourceText source, VariableLookup variables)
    {
        var contexts = build["additional_contexts"];
        foreach (var (_, value) in (contexts as SourceMapping)?.Effective() ?? [])
            BuildContext(value as SourceScalar, source, variables);
        foreach (var item in (contexts as SourceSequence)?.Items ?? [])
            BuildContext(item as SourceScalar, source, variables);
        foreach (var argument in BuildArguments.Images(build["args"], source))
            if (_built.Contains(ImageNames.Of(Interpolation.Expand(argument.Value, variables))))
                context.Pass(argument);
            else
                context.Add(argument, FileKinds.Compose, variables, source);

        if (build.Scalar("dockerfile_inline") is { IsNull: false } dockerfile)
            InlineDockerfile.Scan(dockerfile, source, variables, context);
    }

    /// <summary><c>docker-image://NAME</c>, or <c>CONTEXT=docker-image://NAME</c> in a list.</summary>
    private void BuildContext(SourceScalar? value, SourceText source, VariableLookup variables)
    {
        if (value?.Value.IndexOf(ImageContext, StringComparison.Ordinal) is not (>= 0 and var prefix))
            return;

        var start = prefix + ImageContext.Length;
        var image = value.Value[start..];
        var range = ScalarOffsets.Find(source.Text, value) is { } offsets && image.Length > 0
            ? new TextRange(offsets[start], offsets[^1] + 1)
            : new TextRange(value.Start, value.End);
        context.Add(new SourceScalar(image, isPlain: false, range.Start, range.End), FileKinds.Compose, variables, source);
    }

    /// <summary>A file named in this one, or in another one that it brought in.</summary>
    private SourceFile? Open(SourceScalar path, SourceFile? from, VariableLookup variables)
    {
        var expanded = Interpolation.Expand(path.Value, variables);
        if (expanded.Contains(ImageUse.Unknown) || expanded.Contains('\0') || expanded.Contains("://", StringComparison.Ordinal))
            return null;

        return context.Open(from is null ? expanded : Path.Combine(Path.GetDirectoryName(from.FullPath)!, expanded));
    }

    private static IEnumerable<SourceScalar> Scalars(SourceNode? node) =>
        node is SourceSequence several ? several.Items.OfType<SourceScalar>() : node is SourceScalar { IsNull: false } one ? [one] : [];

    /// <summary>A service of one file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Service">What it says.</param>
    /// <param name="Services">The services of its file.</param>
    /// <param name="File">The file, or <c>null</c> for the one that is scanned.</param>
    private readonly record struct Layer(string Name, SourceMapping Service, SourceMapping Services, SourceFile? File)
    {
        public SourceText? Source => File?.Source;
    }
}
