using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Clearance.Payments.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agreement",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bank = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agreement", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "assessment",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    declarant = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assessment", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "dead_letter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    attempt_time = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    closed_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    aggregate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    actor_subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor_role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor_enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => new { x.aggregate, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "payment_instruction",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bank = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    end_to_end_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_instruction", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount = table.Column<decimal>(type: "numeric", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "request_log",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    request_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    reply = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_log", x => new { x.scope, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "tax_bill",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    declarant = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    declaration = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tax_bill", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_bank",
                table: "agreement",
                columns: new[] { "bank", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_create_time",
                table: "agreement",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_enterprise",
                table: "agreement",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_status",
                table: "agreement",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_assessment_create_time",
                table: "assessment",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_assessment_declarant",
                table: "assessment",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_assessment_enterprise",
                table: "assessment",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_time",
                table: "dead_letter",
                columns: new[] { "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_time",
                table: "inbox",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ux_outbox_id",
                table: "outbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_bank",
                table: "payment_instruction",
                columns: new[] { "bank", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_create_time",
                table: "payment_instruction",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_due",
                table: "payment_instruction",
                column: "due",
                filter: "\"due\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_enterprise",
                table: "payment_instruction",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_instruction_status",
                table: "payment_instruction",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_payment_instruction_end_to_end_id",
                table: "payment_instruction",
                column: "end_to_end_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posting_account",
                table: "posting",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_request_log_time",
                table: "request_log",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_create_time",
                table: "tax_bill",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_declarant",
                table: "tax_bill",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_declaration",
                table: "tax_bill",
                columns: new[] { "declaration", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_due",
                table: "tax_bill",
                column: "due",
                filter: "\"due\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_enterprise",
                table: "tax_bill",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_tax_bill_status",
                table: "tax_bill",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_tax_bill_number",
                table: "tax_bill",
                column: "number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreement");

            migrationBuilder.DropTable(
                name: "assessment");

            migrationBuilder.DropTable(
                name: "dead_letter");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "payment_instruction");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "request_log");

            migrationBuilder.DropTable(
                name: "tax_bill");
        }
    }
}
