using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>
/// The values that files of one folder give to names: defaults of variables, values from <c>terraform.tfvars</c>, locals, and
/// the names of images that resources of Docker's provider declare.
/// </summary>
internal sealed class TerraformModule
{
    private readonly TerraformFile _scanned;
    private readonly Lazy<Dictionary<string, LocatedNode>> _values;

    /// <param name="scanned">The file that is scanned, whose text counts instead of what is on disk.</param>
    /// <param name="around">The files of the folder, read when a reference is found.</param>
    public TerraformModule(TerraformFile scanned, Func<IReadOnlyList<TerraformFile>> around)
    {
        _scanned = scanned;
        _values = new Lazy<Dictionary<string, LocatedNode>>(() => Collect([scanned, .. around().Where(file => file.FullPath != scanned.FullPath)]));
        Scope = new DeclarationScope(Find);
    }

    /// <summary>The file's references, resolved.</summary>
    public DeclarationScope Scope { get; }

    /// <summary>The file's own resources.</summary>
    public IEnumerable<(string Type, string Name, SourceMapping Body)> Resources => Labelled(_scanned.Root, "resource");

    /// <summary>The arguments of the file's own calls of modules.</summary>
    public IEnumerable<SourceMapping> Modules => Named(_scanned.Root, "module").Select(module => module.Body);

    /// <summary>The file's own data sources.</summary>
    public IEnumerable<(string Type, string Name, SourceMapping Body)> DataSources => Labelled(_scanned.Root, "data");

    private (LocatedNode Value, int Names)? Find(string[] path)
    {
        var names = path switch
        {
            ["var" or "local", _, ..] => 2,
            ["docker_image", _, "name" or "image_id" or "latest" or "repo_digest", ..] or ["docker_registry_image", _, "name", ..] => 3,
            ["data", "docker_registry_image" or "docker_image", _, "name", ..] => 4,
            _ => 0,
        };
        if (names == 0)
            return null;

        var key = names == 2 ? $"{path[0]}.{path[1]}" : string.Join('.', path[..(names - 1)]);
        return _values.Value.TryGetValue(key, out var value) ? (value, names) : null;
    }

    private static Dictionary<string, LocatedNode> Collect(IEnumerable<TerraformFile> files)
    {
        var values = new Dictionary<string, LocatedNode>(StringComparer.Ordinal);
        foreach (var file in files.OrderBy(file => file.IsValues))
        {
            if (file.IsValues)
            {
                foreach (var (key, value) in file.Root.Entries)
                    Add($"var.{(key as SourceScalar)?.Value}", value, file);
                continue;
            }

            foreach (var (name, body) in Named(file.Root, "variable"))
                Add($"var.{name}", body["default"], file);
            foreach (var locals in file.Root.Entries.Where(entry => entry.Key is SourceScalar { Value: "locals" }).SelectMany(entry => Bodies(entry.Value)))
                foreach (var (key, value) in locals.Entries)
                    Add($"local.{(key as SourceScalar)?.Value}", value, file);
            foreach (var (type, name, body) in Labelled(file.Root, "resource").Where(resource => resource.Type.StartsWith("docker_", StringComparison.Ordinal)))
                Add($"{type}.{name}", body["name"], file);
            foreach (var (type, name, body) in Labelled(file.Root, "data").Where(data => data.Type.StartsWith("docker_", StringComparison.Ordinal)))
                Add($"data.{type}.{name}", body["name"], file);
        }

        return values;

        void Add(string key, SourceNode? value, TerraformFile file)
        {
            if (value is not null)
                values[key] = new LocatedNode(value, file.Source);
        }
    }

    /// <summary>The blocks with a type and a name: <c>resource "type" "name" {}</c>.</summary>
    private static IEnumerable<(string Type, string Name, SourceMapping Body)> Labelled(SourceMapping root, string block) =>
        from type in Named(root, block)
        from name in type.Body.Entries
        where name.Key is SourceScalar
        from body in Bodies(name.Value)
        select (type.Name, ((SourceScalar)name.Key).Value, body);

    private static IEnumerable<(string Name, SourceMapping Body)> Named(SourceMapping root, string block) =>
        from entry in root.Entries
        where entry.Key is SourceScalar key && key.Value == block
        from labelled in Bodies(entry.Value)
        from named in labelled.Entries
        where named.Key is SourceScalar
        from body in Bodies(named.Value)
        select (((SourceScalar)named.Key).Value, body);

    /// <summary>A block, or in JSON a list of them.</summary>
    private static IEnumerable<SourceMapping> Bodies(SourceNode node) => node switch
    {
        SourceMapping mapping => [mapping],
        SourceSequence sequence => sequence.Items.OfType<SourceMapping>(),
        _ => [],
    };
}
