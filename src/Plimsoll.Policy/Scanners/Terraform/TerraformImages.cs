using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Nomad;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>
/// The images that resources of Terraform run. References to variables and locals of the same folder are followed to what
/// they are set to; those to other resources, modules and loops are unknown.
/// </summary>
internal sealed class TerraformImages
{
    private const int MaximumDepth = 64;
    private const string PartsApart = "its parts stand in several arguments";

    private readonly ScanContext _context;
    private readonly TerraformModule _module;

    private TerraformImages(ScanContext context, TerraformModule module) => (_context, _module) = (context, module);

    /// <summary>A cheap test of a file's text.</summary>
    public static bool MayHave(string text) =>
        (text.Contains("resource", StringComparison.Ordinal) || text.Contains("data", StringComparison.Ordinal) || text.Contains("module", StringComparison.Ordinal))
        && (text.Contains("oci://", StringComparison.Ordinal) || text.Contains("google_cloudbuild", StringComparison.Ordinal) || text.Contains("image", StringComparison.OrdinalIgnoreCase) || text.Contains("fx_version", StringComparison.Ordinal) || text.Contains("nomad_job", StringComparison.Ordinal) || text.Contains("container_", StringComparison.Ordinal));

    /// <summary>Adds the images of a file.</summary>
    public static void Scan(TerraformFile file, ScanContext context)
    {
        var images = new TerraformImages(context, new TerraformModule(file, () => context.TerraformModule));
        foreach (var (type, _, body) in images._module.Resources)
            images.Resource(type, body);
        foreach (var body in images._module.Modules)
            images.Arguments(body);
        foreach (var (type, _, body) in images._module.DataSources)
            if (type is "docker_registry_image" or "docker_image")
                images.Add(body["name"]);
    }

    /// <summary>Adds the images of arguments that stand apart from the call of their module: of Terragrunt's inputs, of a file with values.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="file">The file that they are in, whose locals count, and no other file.</param>
    /// <param name="context">Where the images are added.</param>
    public static void ScanArguments(SourceMapping arguments, TerraformFile file, ScanContext context) =>
        new TerraformImages(context, new TerraformModule(file, static () => [])).Arguments(arguments);

    private void Resource(string type, SourceMapping body)
    {
        switch (type)
        {
            case "aws_ecs_task_definition":
                Containers(body["container_definitions"]);
                break;
            case "aws_batch_job_definition":
                Containers(body["container_properties"]);
                break;
            case "kubernetes_manifest" or "kubectl_manifest":
                foreach (var manifest in Documents(body["manifest"] ?? body["yaml_body"]))
                    foreach (var (image, _) in KubernetesScanner.Images(manifest.Node, isTemplate: false))
                        Add(image, source: manifest.Source);
                break;
            case "helm_release":
                new HelmReleaseImages(_context, _module.Scope).Add(body);
                break;
            case "digitalocean_app":
                Blocks(body, 0, (key, block) =>
                {
                    if (key == "image")
                        AppPlatform(block);
                });
                break;
            case "nomad_job":
                if (body["jobspec"] is SourceScalar { Tag: DeclarationReader.HeredocTag } job)
                    NomadImages.Scan(DeclarationReader.Read(_context.Source.Text, job.Start, job.End), _context, FileKinds.Terraform);
                break;
            default:
                if (ImageAttributes.Of(type) is { } attributes)
                    Walk(body, attributes);
                else if (type.StartsWith("azurerm_", StringComparison.Ordinal) && (type.Contains("_app", StringComparison.Ordinal)))
                    AppService(body);
                break;
        }
    }

    /// <summary>App Service has the registry beside the image, or all in one text behind <c>DOCKER|</c>.</summary>
    private void AppService(SourceMapping body)
    {
        Blocks(body, 0, (key, block) =>
        {
            if (key == "site_config")
                foreach (var version in new[] { "linux_fx_version", "windows_fx_version" })
                    Add(block[version], prefix: "DOCKER|");
            else if (key == "application_stack" && block["docker_image_name"] is { } name)
                Parted([(block["docker_registry_url"], "/"), (name, "")], name);
            else if (key == "application_stack" && block["docker_image"] is { } image)
                Parted([(image, ":"), (block["docker_image_tag"], "")], block["docker_image_tag"] ?? image);
            else if (key == "docker" && block["image_name"] is { } container)
                Parted([(block["registry_url"], "/"), (container, ":"), (block["image_tag"], "")], block["image_tag"] ?? container);
        });
    }

    /// <summary>App Platform names the registry by its kind.</summary>
    private void AppPlatform(SourceMapping image)
    {
        if (image["repository"] is not { } repository)
            return;

        var host = (image["registry_type"] as SourceScalar)?.Value switch
        {
            "DOCKER_HUB" => "docker.io",
            "GHCR" => "ghcr.io",
            "DOCR" => $"registry.digitalocean.com/{DeclarationTemplate.Unknown}",
            _ => DeclarationTemplate.Unknown,
        };
        var (tag, digest) = (image["tag"], image["digest"]);
        Parted([(new SourceScalar(host, isPlain: false, 0, 0), "/"), (image["registry"], "/"), (repository, digest is null ? ":" : "@"), (digest ?? tag, "")], digest ?? tag ?? repository);
    }

    /// <summary>The images of arguments that only the module knows the meaning of.</summary>
    private void Arguments(SourceMapping arguments)
    {
        foreach (var argument in ArgumentImages.Find(arguments, node => [.. _module.Scope.Resolve(new LocatedNode(node, _context.Source)).SelectMany(found => Values(found.Node, found.Source)).Select(value => value.Resolved)]))
        {
            if (argument.IsWhole)
                Add(argument.Image);
            else
                Parted([(argument.Registry, "/"), (argument.Image, argument.Tag is null ? "@" : ":"), (argument.Tag, argument.Digest is null ? "" : "@"), (argument.Digest, "")], argument.Digest ?? argument.Tag ?? argument.Image);
        }

        // Modules around a helm_release have its values.
        Blocks(arguments, 0, (_, block) => ReleaseValues(block));
        ReleaseValues(arguments);

        void ReleaseValues(SourceMapping block)
        {
            if (block["values"] is SourceSequence values)
                new HelmReleaseImages(_context, _module.Scope).AddTexts(values);
        }
    }

    /// <summary>The images of an attribute in all blocks of some names, at any depth.</summary>
    private void Walk(SourceMapping body, ImageAttributes attributes)
    {
        if (attributes.Blocks.Length == 0)
            Add(body[attributes.Attribute]);
        Blocks(body, 0, (key, block) =>
        {
            // What a dynamic block repeats is in its content. Images of CodeBuild's own are in no registry.
            if (attributes.Blocks.Contains(key) && (block[attributes.Attribute] ?? (block["content"] as SourceMapping)?[attributes.Attribute]) is { } image and not SourceScalar { Value: ['a', 'w', 's', '/', 'c', 'o', 'd', 'e', 'b', 'u', 'i', 'l', 'd', '/', ..] })
                Add(image);
        });
    }

    private static void Blocks(SourceMapping body, int depth, Action<string, SourceMapping> visit)
    {
        if (depth > MaximumDepth)
            return;

        foreach (var (key, value) in body.Entries)
        {
            if (key is not SourceScalar name)
                continue;

            var blocks = value switch
            {
                SourceMapping mapping => [mapping],
                SourceSequence sequence => sequence.Items.OfType<SourceMapping>(),
                _ => [],
            };
            foreach (var block in blocks)
            {
                visit(name.Value, block);
                Blocks(block, depth + 1, visit);
            }
        }
    }

    /// <summary>Containers of Amazon's: a list or one of them, as values, as JSON, or somewhere else.</summary>
    private void Containers(SourceNode? definitions)
    {
        foreach (var document in Documents(definitions))
        {
            if (document.Node is SourceScalar unknown)
            {
                // A file of JSON is looked at where it is.
                if (!IsFile(unknown.Value))
                    Add(unknown, source: document.Source);
                continue;
            }

            foreach (var item in _module.Scope.Items(document))
                Add(item.Node is SourceMapping mapping ? mapping["image"] : item.Node as SourceScalar, source: item.Source);
        }
    }

    /// <summary>What a node refers to, and of JSON or YAML what it holds.</summary>
    private IEnumerable<LocatedNode> Documents(SourceNode? node)
    {
        if (node is null)
            yield break;

        foreach (var found in _module.Scope.Resolve(new LocatedNode(node, _context.Source)))
            yield return found.Node is SourceScalar scalar && DeclarationTemplate.ParsePath(scalar.Value) is null && EmbeddedJson.Read(scalar, found.Source) is { } read and not SourceScalar
                ? found with { Node = read }
                : found;
    }

    private static bool IsFile(string expression) =>
        expression.StartsWith("${file(", StringComparison.Ordinal) && expression.TrimEnd('}', ' ').EndsWith(".json\")", StringComparison.Ordinal);

    private void Add(SourceNode? image, string prefix = "", SourceText? source = null)
    {
        foreach (var option in image is null ? [] : _module.Scope.Resolve(new LocatedNode(image, source ?? _context.Source)))
            if (option.Node is SourceScalar { IsNull: false } scalar)
                DeclaredImage.Add(_context, new LocatedScalar(scalar, option.Source), FileKinds.Terraform, DeclarationTemplate.Find, _module.Scope.Lookup, prefix);
    }

    /// <summary>An image whose parts stand apart; its token is the part that decides.</summary>
    private void Parted(IReadOnlyList<(SourceNode? Part, string Behind)> parts, SourceNode token)
    {
        var (resolved, count) = ("", 0);
        foreach (var (part, behind) in parts)
        {
            if (part is null or SourceScalar { IsNull: true })
                continue;

            count++;
            var value = Values(part) is [var only] ? only.Resolved : ImageUse.Unknown.ToString();
            resolved += WithoutScheme(value) + (part == parts[^1].Part ? "" : behind);
        }

        if (resolved is [.., ':' or '@'])
            resolved = resolved[..^1];
        if (Values(token) is [var place])
            _context.Add(new FoundImage(place.Source.Text[place.Token.Start..place.Token.End], resolved, place.Token, FileKinds.Terraform) { Source = place.Source, PinRefusal = count > 1 ? PartsApart : null });
        else if (token is SourceScalar scalar)
            _context.Add(scalar.Value, ImageUse.Unknown.ToString(), scalar.Start, scalar.End, FileKinds.Terraform);
    }

    private List<TemplatedImage.Value> Values(SourceNode node, SourceText? source = null) =>
        node is SourceScalar scalar ? [.. TemplatedImage.Values(_context, new LocatedScalar(scalar, source), DeclarationTemplate.Find, _module.Scope.Lookup)] : [];

    private static string WithoutScheme(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var address = (scheme < 0 ? text : text[(scheme + 3)..]).TrimEnd('/');
        return address == "index.docker.io" ? "docker.io" : address;
    }
}
