using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Publishing.Sources;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Tests;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Publishing signs the image and what is made for it, before any tag names it.</summary>
public sealed class PublishSigningTests : IDisposable
{
    private const string Signature = "signature (cosign bundle)";
    private const string LegacySignature = "signature (cosign tag)";
    private const string Provenance = "provenance (SLSA v1, bundle)";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _keys = new();
    private readonly string _fingerprint;

    public PublishSigningTests() => _fingerprint = SigningKey.Create(_keys.Path);

    private string Key => _keys["signing.pem"];

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Image_and_provenance_are_signed_before_the_first_tag_and_count_by_the_key()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(Signed);

        Assert.Equal([(Provenance, _fingerprint), (Signature, _fingerprint)], receipt.Attached!.Select(made => (made.Kind, made.SignedBy!)));
        Assert.Equal([new ImageSignature(Signature, receipt.Attached![1].Digest!, _fingerprint)], receipt.Signatures!);
        var manifests = world.Requests.Lines.Where(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal)).Select(line => line.Split('/')[^1]).ToList();
        Assert.Equal(receipt.Digest!.ToString(), manifests[0]);
        Assert.True(manifests.IndexOf("2.1.0") > manifests.IndexOf(receipt.Signatures![0].Digest.ToString()));
        var judged = await JudgeAsync(world, receipt);
        Assert.Equal([(Signature, true), (Provenance, true)], judged.Select(found => (found.Kind, found.IsVerified)).OrderByDescending(found => found.Kind));
        Assert.True(judged.Single(found => found.Kind == Provenance).Result!.Statement!.IsAbout(receipt.Digest));
    }

    [Fact]
    public async Task OpenSSL_finds_every_signature_good()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => Signed(request) with { Sign = SignSetting.ByKey(Key) with { LegacyTags = true } });

        Assert.Equal([Provenance, Signature, LegacySignature], receipt.Attached!.Select(made => made.Kind));
        Assert.Equal([Signature, LegacySignature], receipt.Signatures!.Select(signature => signature.Kind));
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse(receipt.Destination));
        foreach (var made in receipt.Attached!.Take(2))
        {
            var envelope = SigstoreBundle.Parse(await ReadLayerAsync(repository, made.Digest!)).DsseEnvelope!;
            Assert.True(OpenSsl.Verifies(_keys.Path, "signing.pub", envelope.SignedBytes.Span, envelope.Signatures[0].Sig.Span));
        }

        var tag = $"sha256-{receipt.Digest!.Hex}.sig";
        var manifest = (ImageManifest)(await repository.GetManifestAsync(tag, None)).Parse();
        var payload = await ReadLayerAsync(repository, (await repository.ResolveAsync(tag, None))!.Digest);
        Assert.Equal(receipt.Digest, SimpleSigning.ReadImage(payload));
        Assert.True(OpenSsl.Verifies(_keys.Path, "signing.pub", payload, Convert.FromBase64String(Assert.Single(manifest.Layers).Annotations!["dev.cosignproject.cosign/signature"])));
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 6)]
    public async Task A_second_publishing_reads_the_signature_and_writes_nothing(bool isLegacy, int requests)
    {
        await using var world = await PublishingWorld.CreateAsync();
        PublishRequest Sign(PublishRequest request) => Signed(request) with { Sign = SignSetting.ByKey(Key) with { LegacyTags = isLegacy } };
        var first = await world.PublishAsync(Sign);
        world.Requests.Clear();
        await world.PublishAsync(Signed);
        var unsigned = world.Requests.Lines.Count;
        world.Requests.Clear();
        await world.PublishAsync(request => request with { Provenance = ProvenanceMode.Attached });
        unsigned = Math.Min(unsigned, world.Requests.Lines.Count);
        world.Requests.Clear();

        var second = await world.PublishAsync(Sign);

        Assert.Empty(world.Writes);
        Assert.Equal(requests, world.Requests.Lines.Count - unsigned);
        Assert.Null(second.Attached);
        Assert.Equal(first.Signatures!, second.Signatures!);
    }

    [Fact]
    public async Task What_was_published_without_a_key_is_signed_when_there_is_one()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();

        var plan = await world.PlanAsync(Signed);
        var receipt = await world.PublishAsync(Signed);
        var after = await world.PlanAsync(Signed);

        Assert.True(plan.HasChanges);
        Assert.Equal([Signature], plan.Attachments!);
        Assert.All(receipt.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        Assert.Equal([Signature], receipt.Attached!.Select(made => made.Kind));
        Assert.False(after.HasChanges);
        Assert.Null(after.Attachments);
    }

    [Fact]
    public async Task Another_key_signs_again()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync(Signed);
        var other = SigningKey.Create(_keys.Path, "other");

        var receipt = await world.PublishAsync(request => Signed(request) with { Sign = SignSetting.ByKey(_keys["other.pem"]) });

        Assert.Equal(other, Assert.Single(receipt.Signatures!).SignedBy);
        Assert.Equal(2, (await JudgeAsync(world, receipt)).Count(found => found.Kind == Signature));
    }

    public static TheoryData<string, string> UnusableKeys => new()
    {
        { "missing.pem", "There is no key at" },
        { "env:NO_KEY", "NO_KEY" },
        { "signing.pub", "it holds a public key" },
        { "encrypted.pem", "the password is not right" },
        { "awskms:///alias/app", "command:aws" },
        { "command:openssl dgst", "'sign-public-key'" },
        { "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----", "the key that is given as text" },
    };

    [Theory]
    [MemberData(nameof(UnusableKeys))]
    public async Task A_key_that_cannot_be_used_is_found_before_the_registry_is_asked_anything(string key, string expected)
    {
        await using var world = await PublishingWorld.CreateAsync();
        SigningKey.Create(_keys.Path, "encrypted", "right");
        world.Variables[PrivateKeySigner.PasswordVariable] = "wr0ng-s3cret";

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Sign = SignSetting.ByKey(key.EndsWith(".pem", StringComparison.Ordinal) || key.EndsWith(".pub", StringComparison.Ordinal) ? _keys[key] : key) }));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Contains(expected, failure.Message + failure.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(world.Requests.Lines);
    }

    [Theory]
    [InlineData(PrivateKeySigner.PasswordVariable)]
    [InlineData("COSIGN_PASSWORD")]
    public async Task An_encrypted_key_takes_its_password_from_the_environment(string variable)
    {
        await using var world = await PublishingWorld.CreateAsync();
        var fingerprint = SigningKey.Create(_keys.Path, "encrypted", "s3cret");
        world.Variables[variable] = "s3cret";

        var receipt = await world.PublishAsync(request => request with { Sign = SignSetting.ByKey(_keys["encrypted.pem"]) });

        Assert.Equal(fingerprint, Assert.Single(receipt.Signatures!).SignedBy);
    }

    [Fact]
    public async Task A_command_signs_what_only_it_has_the_key_of()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => Signed(request) with { Sign = SignSetting.ByKey($"command:openssl pkeyutl -sign -inkey {Key}") with { PublicKey = _keys["signing.pub"] } });

        Assert.Equal(2, (await JudgeAsync(world, receipt)).Count(found => found.IsVerified));
    }

    [Fact]
    public async Task A_command_that_fails_stops_before_any_tag()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Sign = SignSetting.ByKey("command:false --pin 123456") with { PublicKey = _keys["signing.pub"] } }));

        Assert.Equal(ErrorKind.Failed, failure.Kind);
        Assert.Contains("could not be signed, and no tag was written", failure.Message, StringComparison.Ordinal);
        Assert.Contains("it exited with status 1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("2.1.0"));
        Assert.Null(await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task A_run_that_broke_off_before_its_tags_is_completed_with_the_signatures_that_it_made()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var isBroken = true;
        world.AnswerInstead = request => isBroken && request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/2.1.0", StringComparison.Ordinal) ? new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError) : null;
        await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(Signed));
        isBroken = false;

        var receipt = await world.PublishAsync(Signed);

        Assert.Null(receipt.Attached);
        Assert.Single(receipt.Signatures!);
        Assert.Equal(2, (await JudgeAsync(world, receipt)).Count);
    }

    [Fact]
    public async Task Provenance_without_a_signature_that_a_broken_run_left_does_not_stand_in_for_a_signed_one()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var isBroken = true;
        world.AnswerInstead = request => isBroken && request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/2.1.0", StringComparison.Ordinal) ? new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError) : null;
        await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Provenance = ProvenanceMode.Attached }));
        isBroken = false;

        var receipt = await world.PublishAsync(Signed);

        Assert.Equal([Provenance, Signature], receipt.Attached!.Select(made => made.Kind));
    }

    [Fact]
    public async Task Provenance_of_BuildKit_stays_and_a_signed_one_comes_beside_it()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var image = AttestedImage.Create(InMemoryImage.Create());
        var layout = OciLayout.OpenOrCreate(folder["layout"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutManifestAsync(image.Manifest, "1", None);

        var receipt = await world.PublishAsync(request => Signed(request) with { Source = ImageLocation.Parse($"oci:{folder["layout"]}:1") });

        Assert.Equal([Provenance, Signature], receipt.Attached!.Select(made => made.Kind));
        Assert.Equal(1, receipt.Referrers!["provenance (SLSA v0.2)"]);
        Assert.Equal(image.Manifest.Descriptor.Digest, receipt.Digest);
    }

    [Fact]
    public async Task What_is_published_on_from_a_signed_layout_has_its_signature_already()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var layout = new TempDirectory();
        var first = await world.PublishAsync(request => Signed(request) with { Registry = null, Image = $"oci:{layout["app"]}" });

        var receipt = await world.PublishAsync(request => Signed(request) with { Source = ImageLocation.Parse($"oci:{layout["app"]}:2.1.0") });

        Assert.Equal([Provenance, Signature], first.Attached!.Select(made => made.Kind));
        Assert.Null(receipt.Attached);
        Assert.Equal(first.Signatures!, receipt.Signatures!);
        Assert.Equal(2, (await JudgeAsync(world, receipt)).Count(found => found.IsVerified));
    }

    [Fact]
    public async Task An_sbom_is_attached_as_it_is_and_signed_once()
    {
        await using var world = await PublishingWorld.CreateAsync();
        const string Content = "\n{ \"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\" }\n";
        _keys.Write("bom.json", Content);
        PublishRequest WithSbom(PublishRequest request) => request with { Sign = SignSetting.ByKey(Key), Sbom = SbomSetting.FromFile(_keys["bom.json"]) };

        var plan = await world.PlanAsync(WithSbom);
        var receipt = await world.PublishAsync(WithSbom);
        var again = await world.PublishAsync(WithSbom);

        string[] kinds = ["SBOM (CycloneDX)", "SBOM (CycloneDX, bundle)", Signature];
        Assert.Equal(kinds, plan.Attachments!);
        Assert.Equal(kinds, receipt.Attached!.Select(made => made.Kind));
        Assert.Equal(kinds[..1], again.Attached!.Select(made => made.Kind));
        var signed = (await JudgeAsync(world, receipt)).Single(found => found.Kind == kinds[1]).Result!;
        Assert.True(signed.IsValid);
        Assert.Equal(PredicateTypes.CycloneDx, signed.PredicateType);
        Assert.Equal(Content.Trim(), Encoding.UTF8.GetString(signed.Statement!.Predicate.Span));
    }

    [Fact]
    public async Task An_sbom_that_is_made_is_signed_too()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => Signed(request) with { Sbom = SbomSetting.Auto });

        Assert.Equal(["SBOM (SPDX)", "SBOM (SPDX, bundle)", Provenance, Signature], receipt.Attached!.Select(made => made.Kind));
        Assert.Equal(3, (await JudgeAsync(world, receipt)).Count(found => found.IsVerified));
    }

    [Fact]
    public async Task An_sbom_that_readers_could_read_in_two_ways_is_refused_before_anything_is_sent()
    {
        await using var world = await PublishingWorld.CreateAsync();
        _keys.Write("bom.json", """{ "bomFormat": "CycloneDX", "bomFormat": "CycloneDX" }""");

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Sign = SignSetting.ByKey(Key), Sbom = SbomSetting.FromFile(_keys["bom.json"]) }));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Empty(world.Requests.Lines);
    }

    [Fact]
    public async Task An_index_that_is_joined_is_signed_by_its_own_digest()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var part = await world.PublishAsync(request => request with { ByDigest = true });

        var receipt = await world.PublishAsync(request => Signed(request) with
        {
            Source = null,
            Parts = [new IndexPart(ImageLocation.ForRegistry(ImageReference.Parse($"{part.Destination}@{part.Digest}")), part, "receipt.json")],
        });

        Assert.NotEqual(part.Digest, receipt.Digest);
        Assert.Equal([Provenance, Signature], receipt.Attached!.Select(made => made.Kind));
        Assert.Contains(await JudgeAsync(world, receipt), found => found.IsSignature);
    }

    [Fact]
    public async Task What_another_run_published_is_not_signed_in_its_name()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        world.SetContent("built again, and differently");
        world.Requests.Clear();

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => Signed(request) with { Environment = "staging" }));
        var reused = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => Signed(request) with { Source = null, Reuse = true, Environment = "staging" }));

        Assert.All([failure, reused], refusal => Assert.Equal(ErrorKind.Policy, refusal.Kind));
        Assert.Contains("was published by another run and is not signed by", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
        Assert.Null(await world.DigestAsync("staging"));
    }

    [Fact]
    public async Task What_another_run_published_and_signed_is_kept()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync(Signed);
        world.SetContent("built again, and differently");

        var second = await world.PublishAsync(request => Signed(request) with { Environment = "staging" });
        var reused = await world.PublishAsync(request => Signed(request) with { Source = null, Reuse = true, Environment = "qa" });

        Assert.NotNull(second.Kept);
        Assert.Equal(first.Signatures!, second.Signatures!);
        Assert.Equal(first.Signatures!, reused.Signatures!);
        Assert.Null(second.Attached);
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("staging"));
    }

    [Fact]
    public async Task A_plan_names_the_key_and_needs_no_more_than_the_public_one()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var plan = await world.PlanAsync(request => Signed(request) with { Sign = SignSetting.ByKey("env:NOT_HERE") with { PublicKey = _keys["signing.pub"], LegacyTags = true } });

        Assert.Equal([Provenance, Signature, LegacySignature], plan.Attachments!);
        Assert.Equal((_fingerprint, true), (plan.Request.Sign!.Key, plan.Request.Sign.LegacyTags));
        Assert.DoesNotContain("NOT_HERE", plan.ToJson(), StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_plan_is_not_carried_out_by_another_key()
    {
        await using var world = await PublishingWorld.CreateAsync();
        SigningKey.Create(_keys.Path, "other");
        var plan = await world.PlanAsync(Signed);

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => Signed(request) with { Sign = SignSetting.ByKey(_keys["other.pem"]), Plan = plan }));

        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Contains("the key to sign with", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Cosign_signs_where_it_is_asked_to_and_what_it_attached_is_verified()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var image = (await world.PlanAsync()).Image;
        await using var services = world.Services();
        var name = ImageReference.Parse($"{world.Registry.Root}/acme/app");
        using var key = new SignerFactory(_ => null, _keys.Path, TimeProvider.System).Open(KeyReference.Parse("signing.pem"));
        var payload = SimpleSigning.Create(name, image);
        var signature = SignatureManifest.Append(existing: null, new LegacySignature(payload, await key.SignAsync(payload, None)));
        foreach (var (descriptor, content) in signature.Blobs)
            await services.OpenRegistry(name).PutBlobAsync(descriptor, _ => new(new MemoryStream(content.ToArray())), None);
        File.WriteAllBytes(_keys["manifest.json"], signature.Manifest.Bytes.ToArray());
        UseCosign(world, $"curl -sf -X PUT -H 'Content-Type: {signature.Manifest.Descriptor.MediaType}' --data-binary @manifest.json 'http://{name.Registry}/v2/{name.Repository}/manifests/sha256-{image.Hex}.sig'");
        world.Variables[PrivateKeySigner.PasswordVariable] = "s3cret";

        var receipt = await world.PublishAsync(request => request with { Sign = SignSetting.ByKey("env:KEY") with { Signer = SigningProgram.Cosign } });
        var again = await world.PublishAsync(request => request with { Sign = SignSetting.ByKey("env:KEY") with { Signer = SigningProgram.Cosign } });

        Assert.Equal((LegacySignature, _fingerprint), (Assert.Single(receipt.Signatures!).Kind, receipt.Signatures![0].SignedBy));
        Assert.Equal(receipt.Signatures!, again.Signatures!);
        Assert.Null(again.Attached);
        Assert.Equal(
            ["public-key --key env://KEY", $"sign --yes --key env://KEY {name.Name}@{image} password=s3cret", "public-key --key env://KEY"],
            File.ReadAllLines(_keys["calls"]));
    }

    [Fact]
    public async Task Cosign_that_attaches_nothing_or_is_missing_is_an_error()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var setting = SignSetting.ByKey(Key) with { Signer = SigningProgram.Cosign };
        world.Variables["PATH"] = _keys["nothing"];
        var missing = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Sign = setting }));
        UseCosign(world, "true");

        var idle = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Sign = setting }));

        Assert.Equal(ErrorKind.Usage, missing.Kind);
        Assert.Contains("not on PATH", missing.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Failed, idle.Kind);
        Assert.Contains("cosign reported success, but no signature", idle.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("2.1.0"));
    }

    private PublishRequest Signed(PublishRequest request) => request with { Provenance = ProvenanceMode.Attached, Sign = SignSetting.ByKey(Key) };

    /// <summary>A script in the place of <c>cosign</c>, that records its calls and runs a line where it is to sign.</summary>
    private void UseCosign(PublishingWorld world, string sign)
    {
        var script = _keys.Write("bin/cosign", $"""
            #!/bin/sh
            cd '{_keys.Path}'
            case "$1" in
            public-key) echo "$*" >> calls; cat signing.pub;;
            sign) echo "$* password=$COSIGN_PASSWORD" >> calls; {sign};;
            esac

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        world.Variables["PATH"] = $"{_keys["bin"]}:/usr/bin:/bin";
        world.Variables["KEY"] = "the key, which the script has";
    }

    /// <summary>What <c>plimsoll verify --key</c> finds.</summary>
    private async Task<IReadOnlyList<JudgedAttachment>> JudgeAsync(PublishingWorld world, ImageReceipt receipt)
    {
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse(receipt.Destination));
        return await new AttachmentJudge([PublicKey.Parse(File.ReadAllText(_keys["signing.pub"]), "signing.pub")])
            .JudgeAsync(repository, await repository.GetManifestAsync(receipt.Digest!.ToString(), None), None).ToListAsync();
    }

    private static async Task<byte[]> ReadLayerAsync(RegistryRepository source, Digest manifest)
    {
        var parsed = (ImageManifest)(await source.GetManifestAsync(manifest.ToString(), None)).Parse();
        await using var stream = await source.OpenBlobAsync(Assert.Single(parsed.Layers), None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
