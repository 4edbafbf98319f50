using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Statements.Provenance;

namespace Plimsoll.Signing.Tests.Statements.Provenance;

/// <summary>The forms in which builders name their source, each written after its documentation.</summary>
public class ProvenanceClaimsTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void GitHub_names_repository_and_ref_apart_and_the_commit_among_the_dependencies()
    {
        var claims = Read1($$$$"""
            {"buildDefinition":{"buildType":"https://actions.github.io/buildtypes/workflow/v1",
              "externalParameters":{"workflow":{"ref":"refs/tags/v1","repository":"https://github.com/acme/app","path":".github/workflows/x.yml"}},
              "resolvedDependencies":[{"uri":"git+https://github.com/acme/other@refs/heads/x","digest":{"gitCommit":"1111111111111111111111111111111111111111"}},
                {"uri":"git+https://github.com/acme/app@refs/tags/v1","digest":{"gitCommit":"{{{{Commit}}}}"}}]},
             "runDetails":{"builder":{"id":"https://github.com/acme/app/.github/workflows/x.yml@refs/tags/v1"},"metadata":{"invocationId":"https://github.com/acme/app/actions/runs/1"}}}
            """);

        Assert.Equal("https://github.com/acme/app/.github/workflows/x.yml@refs/tags/v1", claims.BuilderId);
        Assert.Equal(("https://github.com/acme/app", "refs/tags/v1", Commit), (claims.Repository, claims.Ref, claims.Commit));
        Assert.Equal("https://github.com/acme/app/actions/runs/1", claims.InvocationId);
    }

    [Fact]
    public void BuildKit_names_the_context_of_the_build()
    {
        var claims = Read1($$$$"""
            {"buildDefinition":{"buildType":"https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
              "externalParameters":{"configSource":{"uri":"https://github.com/acme/app.git#refs/heads/main","digest":{"sha1":"{{{{Commit}}}}"},"path":"Dockerfile"}}},
             "runDetails":{"builder":{"id":""}}}
            """);

        Assert.Equal("", claims.BuilderId);
        Assert.Equal(("https://github.com/acme/app", "refs/heads/main", Commit), (claims.Repository, claims.Ref, claims.Commit));
    }

    [Fact]
    public void BuildKit_of_a_folder_knows_what_buildx_says_of_the_repository_around_it()
    {
        var claims = Read(PredicateTypes.SlsaProvenance02, $$$$"""
            {"builder":{"id":"https://github.com/acme/app/actions/runs/1"},"buildType":"https://mobyproject.org/buildkit@v1","materials":[{"uri":"pkg:docker/alpine@3","digest":{"sha256":"aa"}}],
             "invocation":{"configSource":{"entryPoint":"Dockerfile"}},
             "metadata":{"buildInvocationID":"abc","https://mobyproject.org/buildkit@v1#metadata":{"vcs":{"source":"https://github.com/acme/app","revision":"{{{{Commit}}}}"} } } }
            """);

        Assert.Equal(("https://github.com/acme/app", null, Commit), (claims.Repository, claims.Ref, claims.Commit));
        Assert.Equal("abc", claims.InvocationId);
    }

    [Fact]
    public void Version_0_2_names_its_source_with_ref_and_commit()
    {
        var claims = Read(PredicateTypes.SlsaProvenance02, $$$$"""
            {"builder":{"id":"https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.0.0"},
             "buildType":"https://github.com/slsa-framework/slsa-github-generator/container@v1",
             "invocation":{"configSource":{"uri":"git+https://github.com/acme/app@refs/heads/main","digest":{"sha1":"{{{{Commit}}}}"},"entryPoint":".github/workflows/x.yml"}}}
            """);

        Assert.Equal(("https://github.com/acme/app", "refs/heads/main", Commit), (claims.Repository, claims.Ref, claims.Commit));
    }

    [Fact]
    public void Of_two_repositories_none_is_taken_for_the_source()
    {
        var claims = Read1($$$$"""
            {"buildDefinition":{"buildType":"x","resolvedDependencies":[{"uri":"git+https://github.com/acme/a","digest":{"gitCommit":"{{{{Commit}}}}"}},{"uri":"git+https://github.com/acme/b","digest":{"gitCommit":"{{{{Commit}}}}"}}]},
             "runDetails":{"builder":{"id":"x"}}}
            """);

        Assert.Null(claims.Repository);
        Assert.Null(claims.Commit);
    }

    [Theory]
    [InlineData("""{"runDetails":{"builder":{"id":"x"}}}""", "$.buildDefinition is missing")]
    [InlineData("""{"buildDefinition":{"buildType":"x"},"runDetails":{"builder":{"id":1}}}""", "$.runDetails.builder.id is not text")]
    [InlineData("""{"buildDefinition":{"buildType":"x"},"runDetails":{"builder":{"ID":"good","id":"evil"}}}""", "'ID' at $.runDetails.builder")]
    public void What_is_not_of_its_form_is_refused(string predicate, string reason) =>
        Assert.Contains(reason, Assert.Throws<MalformedException>(() => Read1(predicate)).Message);

    [Fact]
    public void Other_statements_claim_nothing() =>
        Assert.Null(ProvenanceClaims.Read(new Statement([StatementSubject.Of(null, Digest.Sha256("x"u8))], PredicateTypes.Spdx, "{}"u8.ToArray())));

    [Theory]
    [InlineData("git+https://github.com/acme/app@refs/heads/feature/x", "https://github.com/acme/app", "refs/heads/feature/x")]
    [InlineData("git+https://github.com/acme/app", "https://github.com/acme/app", null)]
    [InlineData("https://user:token@git.example.com:8443/acme/app.git", "https://git.example.com:8443/acme/app", null)]
    [InlineData("git+ssh://git@github.com/acme/app.git@main", "ssh://github.com/acme/app", "main")]
    [InlineData("https://github.com/acme/app.git#main:sub/folder", "https://github.com/acme/app", "main")]
    [InlineData("pkg:docker/alpine@3", null, null)]
    [InlineData("https://github.com", null, null)]
    [InlineData("/home/me/app", null, null)]
    public void Repositories_are_named_in_one_form(string uri, string? repository, string? reference)
    {
        var location = SourceLocation.TryParse(uri);

        Assert.Equal((repository, reference), (location?.Repository, location?.Ref));
    }

    private static ProvenanceClaims Read1(string predicate) => Read(PredicateTypes.SlsaProvenance1, predicate);

    private static ProvenanceClaims Read(string type, string predicate) =>
        ProvenanceClaims.Read(new Statement([StatementSubject.Of(null, Digest.Sha256("x"u8))], type, Encoding.UTF8.GetBytes(predicate)))!;
}
