using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Statements.Provenance;

namespace Plimsoll.Signing.Tests.Statements.Provenance;

public class SlsaProvenanceTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly Digest Image = Digest.Sha256("an image"u8);

    [Fact]
    public void It_is_written_in_the_form_of_version_1()
    {
        var provenance = new SlsaProvenance("https://plimsoll.dev/build/v1", new JsonObject { ["image"] = "acme/app" }, "https://github.com/actions/runner")
        {
            InternalParameters = new JsonObject { ["os"] = "linux" },
            ResolvedDependencies =
            [
                new ResourceDescriptor("git+https://github.com/acme/app@refs/heads/main", new Dictionary<string, string> { ["gitCommit"] = Commit }),
                new ResourceDescriptor("pkg:docker/alpine@3.20", new Dictionary<string, string> { ["sha256"] = Image.Hex }) { Name = "alpine", MediaType = "application/vnd.oci.image.index.v1+json" },
            ],
            BuilderVersions = new Dictionary<string, string> { ["plimsoll"] = "1.2.3" },
            BuilderDependencies = [new ResourceDescriptor("https://example.com/runner", new Dictionary<string, string>())],
            InvocationId = "https://github.com/acme/app/actions/runs/7/attempts/1",
            StartedOn = new DateTimeOffset(2026, 5, 19, 10, 30, 0, TimeSpan.FromHours(2)),
            FinishedOn = new DateTimeOffset(2026, 5, 19, 8, 31, 5, TimeSpan.Zero),
            Byproducts = [new ResourceDescriptor(null, new Dictionary<string, string>()) { Name = "log" }],
        };

        var statement = provenance.About(StatementSubject.Of("acme/app", Image));

        Assert.Equal(PredicateTypes.SlsaProvenance1, statement.PredicateType);
        Assert.Equal(
            $$$$"""{"buildDefinition":{"buildType":"https://plimsoll.dev/build/v1","externalParameters":{"image":"acme/app"},"internalParameters":{"os":"linux"},"resolvedDependencies":[{"uri":"git+https://github.com/acme/app@refs/heads/main","digest":{"gitCommit":"{{{{Commit}}}}"}},{"name":"alpine","uri":"pkg:docker/alpine@3.20","mediaType":"application/vnd.oci.image.index.v1+json","digest":{"sha256":"{{{{Image.Hex}}}}"}}]},"runDetails":{"builder":{"id":"https://github.com/actions/runner","version":{"plimsoll":"1.2.3"},"builderDependencies":[{"uri":"https://example.com/runner"}]},"metadata":{"invocationId":"https://github.com/acme/app/actions/runs/7/attempts/1","startedOn":"2026-05-19T08:30:00Z","finishedOn":"2026-05-19T08:31:05Z"},"byproducts":[{"name":"log"}]}}""",
            Encoding.UTF8.GetString(statement.Predicate.Span));

        var claims = ProvenanceClaims.Read(Statement.Parse(statement.Serialize()))!;
        Assert.Equal("https://github.com/actions/runner", claims.BuilderId);
        Assert.Equal("https://github.com/acme/app", claims.Repository);
        Assert.Equal("refs/heads/main", claims.Ref);
        Assert.Equal(Commit, claims.Commit);
        Assert.Equal("https://github.com/acme/app/actions/runs/7/attempts/1", claims.InvocationId);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var statement = new SlsaProvenance("https://example.com/b", [], "https://example.com/me").About(StatementSubject.Of(null, Image));

        Assert.Equal("""{"buildDefinition":{"buildType":"https://example.com/b","externalParameters":{}},"runDetails":{"builder":{"id":"https://example.com/me"}}}""", Encoding.UTF8.GetString(statement.Predicate.Span));
    }
}
