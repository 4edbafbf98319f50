using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Tests.Statements;

public class StatementTests
{
    private static readonly Digest Image = Digest.Sha256("an image"u8);

    private static readonly string Valid = $$$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"acme/app","digest":{"sha256":"{{{{Image.Hex}}}}"}}],"predicateType":"https://example.com/p","predicate":{"a+b":[1, 2.50]}}""";

    [Fact]
    public void A_statement_keeps_its_predicate_byte_for_byte_when_it_is_written_again()
    {
        var statement = Parse(Valid);

        Assert.Equal("https://example.com/p", statement.PredicateType);
        Assert.Equal("""{"a+b":[1, 2.50]}""", Encoding.UTF8.GetString(statement.Predicate.Span));
        Assert.Equal("acme/app", Assert.Single(statement.Subjects).Name);
        Assert.Equal(Valid, Encoding.UTF8.GetString(statement.Serialize()));
    }

    [Fact]
    public void A_statement_is_about_the_digests_that_it_names_and_no_other()
    {
        var statement = Parse(Valid);

        Assert.True(statement.IsAbout(Image));
        Assert.False(statement.IsAbout(Digest.Sha256("another"u8)));
        Assert.False(Parse(Valid.Replace("\"sha256\"", "\"SHA256\"", StringComparison.Ordinal)).IsAbout(Image));
    }

    [Theory]
    [InlineData("https://in-toto.io/Statement/v1")]
    [InlineData("https://in-toto.io/Statement/v0.1")]
    public void Both_versions_are_read(string type) =>
        Assert.True(Parse(Valid.Replace("https://in-toto.io/Statement/v1", type, StringComparison.Ordinal)).IsAbout(Image));

    [Fact]
    public void Members_that_the_specification_does_not_know_are_ignored_and_a_name_and_a_predicate_may_be_absent()
    {
        var statement = Parse($$$$"""{"_type":"https://in-toto.io/Statement/v1","later":1,"subject":[{"digest":{"sha256":"{{{{Image.Hex}}}}"},"annotations":{}}],"predicateType":"https://example.com/p"}""");

        Assert.Null(Assert.Single(statement.Subjects).Name);
        Assert.True(statement.Predicate.IsEmpty);
        Assert.EndsWith("\"predicate\":{}}", Encoding.UTF8.GetString(statement.Serialize()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"_type\":", "{\"_type\":\"https://in-toto.io/Statement/v1\",\"_type\":", "twice")]
    [InlineData("\"predicateType\"", "\"predicatetype\":\"https://slsa.dev/provenance/v1\",\"predicateType\"", "'predicatetype' at $ is 'predicateType' to some readers")]
    [InlineData("\"predicateType\"", "\"\\u017Fubject\":[],\"predicateType\"", "is 'subject' to some readers")]
    [InlineData("\"name\"", "\"Digest\":{},\"name\"", "'Digest' at $.subject[0]")]
    [InlineData("Statement/v1", "Statement/v2", "its type is 'https://in-toto.io/Statement/v2'")]
    [InlineData("[1, 2.50]", "{\"x\":1,\"x\":2}", "twice")]
    [InlineData("2.50]}}", "2.50]}} {}", "not valid JSON")]
    [InlineData("https://example.com/p", "", "$.predicateType is missing or empty")]
    [InlineData("https://example.com/p", "\\uD800", "not valid Unicode")]
    [InlineData("\"predicate\":{\"a+b\":[1, 2.50]}", "\"predicate\":[]", "$.predicate is not an object")]
    [InlineData("acme/app\"", "acme/app\",\"digest\":{},\"digest\":{}", "twice")]
    public void What_two_readers_could_read_differently_is_refused(string original, string replacement, string reason)
    {
        var text = Valid.Replace(original, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Valid, text);

        Assert.Contains(reason, Assert.Throws<MalformedException>(() => Parse(text)).Message);
    }

    [Theory]
    [InlineData("\"subject\":[]")]
    [InlineData("\"subject\":[{\"name\":\"x\"}]")]
    [InlineData("\"subject\":[null]")]
    [InlineData("\"subject\":[{\"digest\":{\"sha256\":1}}]")]
    [InlineData("\"subject\":{}")]
    public void A_statement_about_nothing_is_refused(string subject) =>
        Assert.Contains("$.subject", Assert.Throws<MalformedException>(() => Parse($$$$"""{"_type":"https://in-toto.io/Statement/v1",{{{{subject}}}},"predicateType":"https://example.com/p"}""")).Message);

    [Fact]
    public void A_statement_that_is_too_large_is_refused_unread() =>
        Assert.Contains("larger than 48 MiB", Assert.Throws<MalformedException>(() => Statement.Parse(new byte[Statement.MaximumSize + 1])).Message);

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_reason() => MutatedText().Sample(bytes =>
    {
        try
        {
            Statement.Parse(Statement.Parse(bytes).Serialize());
        }
        catch (MalformedException)
        {
        }
    }, iter: 1000, threads: 1);

    private static Gen<byte[]> MutatedText() => Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Byte, Gen.Int[0, 2], (place, value, how) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Valid);
        return how switch
        {
            0 => [.. bytes[..place], value, .. bytes[place..]],
            1 => bytes[..place],
            _ => [.. bytes[..place], value, .. bytes[(place + 1)..]],
        };
    });

    private static Statement Parse(string json) => Statement.Parse(Encoding.UTF8.GetBytes(json));
}
