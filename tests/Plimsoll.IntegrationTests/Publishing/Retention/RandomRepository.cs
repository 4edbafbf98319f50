using System.Globalization;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>
/// A repository of any shape: images that share layers, indexes that share images and list other indexes, what refers to any of
/// them, signatures as cosign keeps them, environments with a history, holds; and rules for it.
/// </summary>
internal sealed class RandomRepository
{
    private static readonly DateTimeOffset Now = Contexts.Now;

    private readonly Random _random;
    private readonly List<byte[]> _layers;
    private readonly List<Descriptor> _manifests = [];
    private readonly List<Descriptor> _subjects = [];

    private RandomRepository(int seed)
    {
        _random = new Random(seed);
        _layers = [.. Enumerable.Range(0, 6).Select(number => Encoding.UTF8.GetBytes($"layer {number} {new string('x', 10 * number)}"))];
    }

    /// <summary>The rules; at least one.</summary>
    public RetentionRules Rules { get; private set; } = new();

    /// <summary>The kinds of tags that rules are about.</summary>
    public HashSet<string> RuledKinds { get; } = [];

    /// <summary>The kind of each tag, as whoever made it meant it.</summary>
    public Dictionary<string, string> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>The images that an environment has or had, or that are on hold.</summary>
    public HashSet<Digest> Protected { get; } = [];

    /// <summary>All manifests that were written, whether a tag names them or not.</summary>
    public IReadOnlyList<Descriptor> Manifests => _manifests;

    /// <summary>Writes a repository, and its receipts into a directory.</summary>
    public static async Task<RandomRepository> CreateAsync(int seed, RegistryRepository repository, string directory)
    {
        var made = new RandomRepository(seed);
        await made.PushImagesAsync(repository);
        await made.PushAttachmentsAsync(repository);
        await made.PushTagsAsync(repository);
        await made.DeployAsync(repository, directory);
        await made.BreakAsync(repository);
        made.MakeRules();
        return made;
    }

    private async Task PushImagesAsync(RegistryRepository repository)
    {
        var count = _random.Next(3, 9);
        for (var number = 0; number < count; number++)
        {
            var layers = _layers.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(bytes => new Descriptor(MediaTypes.OciLayer, Digest.Sha256(bytes), bytes.Length)).ToList();
            foreach (var layer in layers)
                await PutAsync(repository, layer, _layers.Find(bytes => Digest.Sha256(bytes) == layer.Digest)!);
            var created = _random.Next(6) switch
            {
                0 => "1970-01-01T00:00:00Z",
                1 => "",
                _ => Now.AddDays(-_random.Next(0, 60)).ToString("O", CultureInfo.InvariantCulture),
            };
            var config = Encoding.UTF8.GetBytes($$$"""{"os":"linux","architecture":"amd64","created":"{{{created}}}","config":{"Labels":{"number":"{{{number}}}"}},"rootfs":{"type":"layers","diff_ids":[]}}""");
            var descriptor = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(config), config.Length);
            await PutAsync(repository, descriptor, config);
            _subjects.Add(await PutAsync(repository, new ImageManifest(descriptor, layers) { MediaType = MediaTypes.OciManifest }.Serialize()));
        }

        count = _random.Next(0, 5);
        for (var number = 0; number < count; number++)
        {
            var children = _subjects.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).ToList();
            _subjects.Add(await PutAsync(repository, new ImageIndex([.. children.Select(child => child with { Platform = new Platform("linux", "amd64") })])
            {
                MediaType = MediaTypes.OciIndex,
                Annotations = new Dictionary<string, string> { ["number"] = $"{number}" },
            }.Serialize()));
        }
    }

    private async Task PushAttachmentsAsync(RegistryRepository repository)
    {
        var count = _random.Next(0, 6);
        for (var number = 0; number < count; number++)
        {
            var artifact = SmallImage.CreateArtifact(Any(_subjects), text: $"artifact {number}");
            await artifact.PushAsync(repository, tag: null);
            _manifests.Add(artifact.Manifest.Descriptor);
            _subjects.Add(artifact.Manifest.Descriptor);
        }

        count = _random.Next(0, 4);
        for (var number = 0; number < count; number++)
        {
            var subject = Any(_subjects).Digest;
            var signature = SmallImage.Create($"signature {number} of {subject}");
            var tag = $"sha256-{subject.Hex}.{Any(["sig", "att", "sbom"])}";
            await signature.PushAsync(repository, tag);
            _manifests.Add(signature.Manifest.Descriptor);
            Kinds[tag] = "referrer";
        }
    }

    private async Task PushTagsAsync(RegistryRepository repository)
    {
        var count = _random.Next(3, 14);
        for (var number = 0; number < count; number++)
        {
            var (tag, kind) = _random.Next(10) switch
            {
                0 => ($"1.{number}.0", "release"),
                1 => ("latest", "line"),
                2 => ($"1.{number}", "line"),
                3 => ($"2.0.0-rc.{number}", "prerelease"),
                4 => ($"2026-04-{number + 1:00}", "date"),
                5 => ($"pr-{number}", "pull-request"),
                6 => ($"{0xa000000 + _random.Next(0xffffff):x}-dirty", "dirty"),
                7 => ($"by-hand-{number}", "other"),
                _ => ($"{0xa000000 + _random.Next(0xffffff):x}", "sha"),
            };
            await repository.PutManifestAsync(await repository.GetManifestAsync(Any(_subjects).Digest.ToString(), default), tag, default);
            Kinds[tag] = kind;
        }

        // GitHub does not delete the last version with a tag.
        await repository.PutManifestAsync(await repository.GetManifestAsync(Any(_subjects).Digest.ToString(), default), "stays", default);
        Kinds["stays"] = "other";
    }

    /// <summary>Receipts of environments, some attached and some in a folder, and a hold.</summary>
    private async Task DeployAsync(RegistryRepository repository, string directory)
    {
        Digest? before = null;
        var count = _random.Next(0, 4);
        for (var number = 0; number < count; number++)
        {
            var image = Any(_subjects);
            var receipt = SampleReceipts.Create(version: null, environment: null, Now.AddHours(number - 10)) with
            {
                Destination = repository.Name.FamiliarName,
                Digest = image.Digest,
                Environment = "staging",
                Kind = ReceiptKind.Promote,
                Tags = [new ReceiptTag("staging", StrategyNames.Environment, Mutability.Moving, TagAction.Move, before, image.Digest)],
            };
            Protected.Add(before = image.Digest);
            if (_random.Next(2) == 0)
                await ReceiptFile.WriteAsync(receipt, directory, path: null);
            else
                _manifests.Add(await ReceiptReferrer.AttachAsync(repository, receipt, default));
            await repository.PutManifestAsync(await repository.GetManifestAsync(image.Digest.ToString(), default), "staging", default);
            Kinds["staging"] = "environment";
        }

        if (_random.Next(3) == 0)
        {
            var image = Any(_subjects);
            var hold = new Hold("", repository.Name.FamiliarName, "production", image.Digest, null, [], Now, null, null, null).Named();
            _manifests.Add(await HoldReferrer.AttachAsync(repository, hold, default));
            Protected.Add(image.Digest);
        }
    }

    /// <summary>Deletes an image that no tag names, as a careless tool does, so that an index lists what is not there.</summary>
    private async Task BreakAsync(RegistryRepository repository)
    {
        if (_random.Next(3) != 0)
            return;

        var named = new HashSet<Digest>();
        await foreach (var tag in repository.ListTagsAsync(default))
            named.Add((await repository.ResolveAsync(tag, default))!.Digest);
        if (_subjects.Find(subject => !named.Contains(subject.Digest) && !Protected.Contains(subject.Digest)) is { } broken)
            await repository.DeleteManifestAsync(broken.Digest, default);
    }

    private void MakeRules()
    {
        string[] values = ["0", "1", "2", "10d", "1,20d", "0,5d"];
        var rules = new[] { "sha", "date", "dirty", "prerelease", "pull-request" }.Where(_ => _random.Next(3) > 0).DefaultIfEmpty("sha").Select(kind => RetentionRule.Parse(kind, Any(values))).ToList();
        RuledKinds.UnionWith(rules.Select(rule => rule.Name));
        Rules = new RetentionRules { Rules = rules, Untagged = _random.Next(2) == 0 ? TimeSpan.FromDays(_random.Next(1, 30)) : null };
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private async Task<Descriptor> PutAsync(RegistryRepository repository, ManifestContent manifest)
    {
        await repository.PutManifestAsync(manifest, tag: null, default);
        _manifests.Add(manifest.Descriptor);
        return manifest.Descriptor;
    }

    private static async Task PutAsync(RegistryRepository repository, Descriptor blob, byte[] content)
    {
        if (!await repository.HasBlobAsync(blob, default))
            await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), default);
    }
}
