using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth;

public class ScopesTests
{
    [Theory]
    [InlineData("repository:a:pull,push", "repository:a:pull", true)]
    [InlineData("repository:a:pull", "repository:a:pull,push", false)]
    [InlineData("repository:a:*", "repository:a:push", true)]
    [InlineData("repository:a:pull", "repository:b:pull", false)]
    [InlineData("repository:host:5000/a:pull", "repository:host:5000/a:pull", true)]
    public void A_token_serves_what_its_scope_covers(string held, string wanted, bool covers) =>
        Assert.Equal(covers, Scopes.Cover([held], [wanted]));

    [Fact]
    public void Pushing_is_asked_for_first() =>
        Assert.Equal(["repository:z:pull,push", "repository:a:pull"], Scopes.InRequestOrder(["repository:a:pull", "repository:z:pull,push"]));

    [SharedDataFact(RegistryCases.File)]
    public void The_open_table_of_merging_holds() => RegistryCases.ForEach("scopeMerge.oras-go", item =>
        Assert.Equal(
            item.GetProperty("want").EnumerateArray().Select(scope => scope.GetString()!),
            Scopes.Merge(item.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!))));
}
