/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_FHIR_H
#define KS_ENGINE_FHIR_H
/*
 * Names that the writer (output/fhir.h) and the reader (exchange/fhir.h) of a
 * bundle share. FHIR R4; the referral shape is the Dutch one: Task with SNOMED
 * CT 3457005, ServiceRequest, Composition with LOINC 57133-1 and the sections
 * of Nictiz' hg referral examples (Nictiz-GZ, hg 0.2.0). What FHIR has no
 * place for stands in extensions of our own; what has no verified code is text.
 *
 * An identifier's system is KS_FHIR_BOOK, the id of a book, and what it is an
 * id of: "urn:ks:book:XXXX:handover".
 */
#define KS_SNOMED "http://snomed.info/sct"
#define KS_LOINC "http://loinc.org"
#define KS_SNOMED_REFERRAL "3457005"		/* verwijzen van patiënt */
#define KS_SNOMED_REFERRED_FOR "440378000"	/* verwijzing voor */
#define KS_SNOMED_SUMMARY "406550009"		/* samenvatting van zorgvraag */
#define KS_SNOMED_NATURE "240471000146100"	/* toelichting op aard van verwijzing */
#define KS_SNOMED_POLICY "159121000146100"	/* toelichting op voorgesteld beleid */
#define KS_SNOMED_DUE "161714006"		/* à terme datum */
#define KS_SNOMED_DEBTS "160933000"		/* heeft schulden */
#define KS_LOINC_REFERRAL "57133-1"		/* Referral note */
#define KS_LOINC_CONSENT "59284-0"		/* Consent Document */

#define KS_FHIR_BOOK "urn:ks:book:"
#define KS_FHIR_HANDOVER ":handover"
#define KS_FHIR_CASE ":case"
#define KS_FHIR_ROLE "urn:ks:role"
#define KS_FHIR_STATUS "urn:ks:handover-status"
#define KS_FHIR_VERB "urn:ks:verb"
#define KS_FHIR_FACTOR "urn:ks:factor"
#define KS_FHIR_FACT "urn:ks:fact"
#define KS_FHIR_SECTION "urn:ks:section"
#define KS_FHIR_INTERVENTION "urn:ks:intervention"
#define KS_FHIR_GIVER "urn:ks:consent-by"

/* Extensions. */
#define KS_FHIR_X "urn:ks:ext:"

#endif
