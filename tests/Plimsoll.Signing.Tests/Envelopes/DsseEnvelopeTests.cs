using System.Text;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Signing.Tests.Envelopes;

public class DsseEnvelopeTests
{
    /// <summary>The example of DSSE's protocol.</summary>
    [Fact]
    public void What_is_signed_is_the_encoding_of_the_specification()
    {
        var envelope = new DsseEnvelope("hello world"u8.ToArray(), "http://example.com/HelloWorld", []);

        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(envelope.SignedBytes.Span));
    }

    [Fact]
    public void Lengths_are_those_of_bytes() =>
        Assert.Equal("DSSEv1 2 é 0 ", Encoding.UTF8.GetString(PreAuthenticationEncoding.Encode("é", [])));

    [Fact]
    public void An_envelope_is_written_as_it_is_read()
    {
        const string Text = """{"payload":"aGVsbG8gd29ybGQ=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AQI=","keyid":"k"},{"sig":"Aw=="}]}""";

        var envelope = Parse(Text);

        Assert.Equal("hello world", Encoding.UTF8.GetString(envelope.Payload.Span));
        Assert.Equal(["k", null], envelope.Signatures.Select(signature => signature.KeyId));
        Assert.Equal(Text, Encoding.UTF8.GetString(envelope.Serialize()));
    }

    [Theory]
    [InlineData("""{"payload":"aGk=","payloadType":"t","signatures":[]}""", "$.signatures must have 1 to 64 entries")]
    [InlineData("""{"payload":"aGk=","payloadType":"t","signatures":[{"sig":""}]}""", "without a signature")]
    [InlineData("""{"payload":"aGk=","payloadType":"t","signatures":[null]}""", "signatures")]
    [InlineData("""{"payload":"aGk=","payloadType":"t"}""", "a member is missing")]
    [InlineData("""{"payload":"aGk=","payloadType":"t","payloadType":"u","signatures":[{"sig":"AQI="}]}""", "twice")]
    [InlineData("""{"payload":"aGk=","PayloadType":"u","payloadType":"t","signatures":[{"sig":"AQI="}]}""", "the member at $.PayloadType is not known")]
    [InlineData("""{"payload":"aGk","payloadType":"t","signatures":[{"sig":"AQI="}]}""", "$.payload is not valid")]
    [InlineData("""{"payload":"aGl=","payloadType":"t","signatures":[{"sig":"AQI="}]}""", "$.payload is not valid")]
    [InlineData("""{"payload":"aG k=","payloadType":"t","signatures":[{"sig":"AQI="}]}""", "$.payload is not valid")]
    [InlineData("""{"payload":"aGk=","payloadType":"t","signatures":[{"sig":"AQI="}]}x""", "not valid")]
    [InlineData("""[]""", "not valid")]
    [InlineData("null", "null")]
    public void Anything_that_could_be_written_otherwise_is_refused(string text, string reason)
    {
        var exception = Assert.Throws<MalformedException>(() => Parse(text));

        Assert.StartsWith("The DSSE envelope is not valid: ", exception.Message);
        Assert.Contains(reason, exception.Message);
    }

    private static DsseEnvelope Parse(string json) => DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json));
}
